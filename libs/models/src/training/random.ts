/** State of a generator, to continue it later. */
export type RandomState = readonly [number, number, number, number];

/**
 * Numbers that a seed repeats: sfc32 of PractRand, 32 bits at a time, which is all that shuffling
 * and first weights need.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter: number;

  constructor(seed: number | RandomState) {
    [this.a, this.b, this.c, this.counter] = typeof seed === 'number' ? [0, 0, seed, 1] : seed;
    if (typeof seed !== 'number') return;
    // The first numbers of seeds that are close are close as well.
    for (let i = 0; i < 16; i++) this.bits();
  }

  get state(): RandomState {
    return [this.a, this.b, this.c, this.counter];
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return (this.bits() >>> 0) / 2 ** 32;
  }

  /** Normal with mean 0 and variance 1, by Box and Muller. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Shuffles in place, each order as likely, by Fisher and Yates. */
  shuffle(values: Int32Array): Int32Array {
    for (let last = values.length - 1; last > 0; last--) {
      const other = Math.floor(this.uniform() * (last + 1));
      const kept = values[last] ?? 0;
      values[last] = values[other] ?? 0;
      values[other] = kept;
    }
    return values;
  }

  private bits(): number {
    const next = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + next) | 0;
    return next;
  }
}
