/** A crystal as M3GNet sees it; bonds as parallel arrays, in one list for all that the network does. */
export interface M3gnetGraph {
  /** One an atom. */
  readonly atomicNumber: Int32Array;
  /** The atom at which each bond begins; rising. */
  readonly source: Int32Array;
  /** The atom of which it ends at an image. */
  readonly target: Int32Array;
  /** Three components a bond, Å. */
  readonly vectors: Float64Array;
  /** Å³ */
  readonly volume: number;
}
