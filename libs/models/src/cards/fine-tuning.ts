/** A mean error, and the middle 95 % of what other crystals of the same kind would give. */
export interface ErrorEstimate {
  readonly mean: number;
  /** By the bootstrap. */
  readonly interval: readonly [number, number];
}

/** How a model came from another one, by training it further on a few crystals. */
export interface FineTuning {
  readonly base: { readonly name: string; readonly version: string; readonly digest: string };
  readonly property: string;
  readonly data: {
    readonly crystals: number;
    /** SHA-256 of crystals and values. */
    readonly digest: string;
  };
  /** Crystals are split into `folds`, of which `heldOut` were held out in turn. */
  readonly split: {
    readonly folds: number;
    readonly heldOut: number;
    readonly by: 'formula' | 'row';
    readonly seed: number;
  };
  /** `no-better`: then the weights are those of the base. */
  readonly outcome: 'improved' | 'no-better';
  /** Of the errors below. */
  readonly unit: string;
  /** Mean absolute errors on the crystals held out. */
  readonly before: ErrorEstimate;
  /** Those of models that had not seen the crystal, tuned in the way that was best on others. */
  readonly after: ErrorEstimate;
  /** The second less the first, crystal by crystal. */
  readonly change: ErrorEstimate;
  /** Ways to tune that the time did not suffice for; left out when all were tried. */
  readonly untried?: number;
  /** The ways to tune that were tried, the best first: which weights, how fast, how long. */
  readonly tried: readonly {
    readonly layers: 'head' | 'ends' | 'all';
    readonly rate: number;
    readonly epochs: number;
    readonly error: number;
  }[];
  /** Mean error on the crystals held out by epoch, of the best way; the base's first. */
  readonly curve: readonly number[];
  /** Some of the crystals held out: what is known, and what was said before and after. */
  readonly points: readonly (readonly [number, number, number])[];
}
