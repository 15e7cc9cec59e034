/**
 * A crystal as ALIGNN sees it: its distinct atoms, the bonds that lead to them and the angles that
 * lead to bonds, as parallel arrays. What no number of layers can tell apart stands there once.
 */
export interface AlignnGraph {
  /** Atoms of the crystal: the sum of `copies`. */
  readonly numAtoms: number;
  /** Atomic number of each distinct atom. */
  readonly type: Int32Array;
  /** How many atoms of the crystal each distinct atom stands for. */
  readonly copies: Float64Array;
  readonly bonds: Links;
  /** The lengths of bonds that occur, Å. */
  readonly distance: Float64Array;
  /** From a bond that ends at an atom to one that begins there. */
  readonly angles: Links;
  /** The cosines of angles that occur. */
  readonly cosine: Float64Array;
}

/** Directed links between nodes: bonds between atoms, angles between bonds. */
export interface Links {
  /** The node that a link brings its message to. */
  readonly receiver: Int32Array;
  /** The node that the message comes from. */
  readonly sender: Int32Array;
  /** Index of the link's length or cosine among those that occur. */
  readonly value: Int32Array;
  /** How many links of its receiver a link stands for. */
  readonly weight: Float64Array;
}
