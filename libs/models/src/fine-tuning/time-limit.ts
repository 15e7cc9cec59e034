/** Thrown where the time of a fine-tuning is up. */
export class TimeUp extends Error {
  override readonly name = 'TimeUp';
}

/** The time that a fine-tuning may take, over all its runs. */
export class TimeLimit {
  private readonly begin = performance.now();

  /**
   * @param before seconds of earlier runs
   * @param most seconds of all runs together
   */
  constructor(
    private readonly before: number,
    private readonly most = Infinity,
  ) {}

  /** Seconds, those of earlier runs among them. */
  get spent(): number {
    return this.before + this.ofThisRun;
  }

  get ofThisRun(): number {
    return (performance.now() - this.begin) / 1000;
  }

  get left(): number {
    return Math.max(0, this.most - this.spent);
  }

  /**
   * @param reserve seconds that are needed for what comes afterwards
   * @throws {TimeUp}
   */
  check(reserve: number): void {
    if (this.left <= reserve) throw new TimeUp('The time is up.');
  }
}
