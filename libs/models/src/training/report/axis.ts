/** Maps values to pixels along one side of a plot. */
export interface Axis {
  readonly ticks: readonly number[];
  at(value: number): number;
}

/** Round numbers between two values, some five of them. */
export function ticksBetween(least: number, most: number): number[] {
  const raw = (most - least || 1) / 5;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power;
  const ticks: number[] = [];
  for (let index = Math.ceil(least / step); index * step <= most + 1e-9 * step; index++) {
    // Written with as many digits as it has: 0.3 and not 0.30000000000000004.
    ticks.push(Number((index * step).toPrecision(12)));
  }
  return ticks;
}

/** Equal steps from `least` at the pixel `from` to `most` at `to`. */
export function linearAxis(least: number, most: number, from: number, to: number): Axis {
  const width = most - least || 1;
  return {
    ticks: ticksBetween(least, most),
    at: (value) => from + ((value - least) / width) * (to - from),
  };
}

/** Equal ratios; values are above 0. */
export function logarithmicAxis(least: number, most: number, from: number, to: number): Axis {
  const [low, high] = [Math.log10(least), Math.log10(most)];
  const decades = Array.from({ length: 40 }, (_, index) => index - 20);
  const wide = decades.flatMap((power) => [1, 2, 5].map((factor) => factor * 10 ** power));
  const ticks = high - low > 1 ? wide : ticksBetween(least, most);
  const inner = linearAxis(low, high, from, to);
  return {
    ticks: ticks
      .map((tick) => Number(tick.toPrecision(6)))
      .filter((tick) => tick >= least && tick <= most),
    at: (value) => inner.at(Math.log10(value)),
  };
}
