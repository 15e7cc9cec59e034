/**
 * A crystal as the networks see it: its distinct atoms and their bonds, as parallel arrays. Atoms
 * that no number of message passes can tell apart stand there once, with how many they are.
 */
export interface CrystalGraph {
  /** Atoms of the crystal: the sum of `copies`. */
  readonly numAtoms: number;
  /** Row of the element in the embedding, one a distinct atom. */
  readonly type: Int32Array;
  /** How many atoms of the crystal each distinct atom stands for. */
  readonly copies: Float64Array;
  /** The distinct atom that a bond brings its message to; rising. */
  readonly receiver: Int32Array;
  /** The distinct atom that the message comes from. */
  readonly sender: Int32Array;
  /** Index of the bond's length in `distance`. */
  readonly shell: Int32Array;
  /** How many bonds of its receiver a bond stands for; need not be whole. */
  readonly weight: Float64Array;
  /** The lengths that occur, Å. */
  readonly distance: Float64Array;
}

/** Bonds between the atoms of a crystal before equal ones are merged; ordered by receiver. */
export interface Bonds {
  readonly receiver: Int32Array;
  readonly sender: Int32Array;
  /** Å */
  readonly distance: Float64Array;
  /** How much of each bond counts. */
  readonly weight: Float64Array;
}

/** Graphs of some 1,600 bonds fit the processor's caches; see `Network.costOf`. */
const COST_OF_BOND = 64;

export const costOfCrystal = ({ receiver }: CrystalGraph): number => COST_OF_BOND * receiver.length;
