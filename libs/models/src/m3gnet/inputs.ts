import { input, type Tensor } from '@nano-os/tensor';

/** The disjoint graph of one or many whole crystals, as `collateWhole` feeds it. */
export interface M3gnetInputs {
  /** int [atoms] */
  readonly atomicNumber: Tensor;
  /** int [bonds]: the atom at which a bond begins; rising. */
  readonly source: Tensor;
  /** int [bonds]: the atom of which it ends at an image. */
  readonly target: Tensor;
  /** double [bonds, 3], Å */
  readonly vectors: Tensor;
  /** int [atoms]: which crystal an atom belongs to. */
  readonly atomCrystal: Tensor;
  /** float [crystals]: how many atoms each has. */
  readonly crystalAtoms: Tensor;
  /** double [crystals], Å³ */
  readonly crystalVolume: Tensor;
  /** int [pieces]: bonds are dealt with in so many pieces of one size. */
  readonly pieces: Tensor;
}

export function m3gnetInputs(): M3gnetInputs {
  return {
    atomicNumber: input('atomic_number', 'int', ['atoms']),
    source: input('bond_source', 'int', ['bonds']),
    target: input('bond_target', 'int', ['bonds']),
    vectors: input('bond_vector', 'double', ['bonds', 3]),
    atomCrystal: input('atom_crystal', 'int', ['atoms']),
    crystalAtoms: input('crystal_atoms', 'float', ['crystals']),
    crystalVolume: input('crystal_volume', 'double', ['crystals']),
    pieces: input('pieces', 'int', ['pieces']),
  };
}
