/**
 * A crystal as an M3GNet sees it that is asked for a value of the whole: its distinct atoms and the
 * bonds between them, as parallel arrays. What no number of layers can tell apart stands there once.
 */
export interface DistinctGraph {
  /** Atoms of the crystal: the sum of `copies`. */
  readonly numAtoms: number;
  /** One a distinct atom. */
  readonly atomicNumber: Int32Array;
  /** How many atoms of the crystal each distinct atom stands for. */
  readonly copies: Float64Array;
  /** The atom at which each bond begins. */
  readonly source: Int32Array;
  /** The atom where it ends. */
  readonly target: Int32Array;
  /** Index of a bond's length in `distance`. */
  readonly length: Int32Array;
  /** How many bonds that end at its atom a bond stands for; need not be whole. */
  readonly weight: Float64Array;
  /** The lengths that occur, Å. */
  readonly distance: Float64Array;
  readonly short: DistinctShortBonds;
  readonly rays: Rays;
}

/** Those of the distinct bonds that form triples. */
export interface DistinctShortBonds {
  /** Index among all. */
  readonly bond: Int32Array;
  /** Rows of spherical harmonics of their directions. */
  readonly harmonics: Float64Array;
}

/** The bonds with which they do: at each distinct atom those of one length to one distinct atom together. */
export interface Rays {
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly length: Int32Array;
  /** Rows of sums of spherical harmonics of their directions. */
  readonly harmonics: Float64Array;
}
