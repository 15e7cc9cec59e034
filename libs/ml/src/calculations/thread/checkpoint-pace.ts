/** Checkpoints come no more often than this, ms. */
const LEAST_PAUSE_MS = 500;
/** And take this share of the time at most: those of large cells are megabytes. */
const MOST_SHARE = 0.05;

/** Says when a checkpoint is due: a lost worker costs what came after the last one. */
export class CheckpointPace {
  private next = -Infinity;

  /** @param now gives the time, ms */
  constructor(private readonly now = (): number => performance.now()) {}

  /** @returns the checkpoint as JSON text when one is due */
  take(make: () => unknown): string | undefined {
    const start = this.now();
    if (start < this.next) return undefined;
    const text = JSON.stringify(make()) as string | undefined;
    const end = this.now();
    // The first step of all is none that would be missed.
    this.next = end + Math.max(LEAST_PAUSE_MS, (end - start) / MOST_SHARE);
    return text;
  }
}
