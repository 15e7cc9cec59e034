/** Errors of one property on one set of the crystals that are held out. */
export interface SetError {
  readonly property: string;
  /** The rows' source. */
  readonly set: string;
  readonly n: number;
  /** Mean absolute error in the unit of what is learnt: log10 of it where that is learnt. */
  readonly mae: number;
}

/** What one epoch brought. */
export interface EpochRecord {
  /** From 1 on. */
  readonly epoch: number;
  /** Mean over the batches. */
  readonly loss: number;
  readonly errors: readonly SetError[];
  /** Mean error over sets and properties, each over its scale: what the best epoch is chosen by. */
  readonly score: number;
  readonly seconds: number;
}

/** The epoch with the lowest score; the first of equals. */
export function bestOf(curve: readonly EpochRecord[]): EpochRecord | undefined {
  return curve.reduce<EpochRecord | undefined>(
    (best, record) => (best && best.score <= record.score ? best : record),
    undefined,
  );
}
