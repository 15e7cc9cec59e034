import { input, type Tensor } from '@nano-os/tensor';
import { HARMONICS } from './harmonics';

/** What `collate` feeds: the disjoint graph of many crystals; see `DistinctGraph` for what each is. */
export interface DistinctInputs {
  /** int [atoms] */
  readonly atomicNumber: Tensor;
  /** int [atoms]: which crystal an atom belongs to. */
  readonly atomCrystal: Tensor;
  /** float [atoms, 1] */
  readonly atomCopies: Tensor;
  /** float [crystals]: how many atoms each has. */
  readonly crystalAtoms: Tensor;
  /** int [bonds] */
  readonly source: Tensor;
  /** int [bonds] */
  readonly target: Tensor;
  /** int [bonds] */
  readonly length: Tensor;
  /** float [bonds, 1] */
  readonly weight: Tensor;
  /** int [pieces]: bonds are dealt with in so many pieces of one size. */
  readonly pieces: Tensor;
  /** double [lengths, 1], Å */
  readonly distance: Tensor;
  /** Bonds that form triples. */
  readonly short: {
    /** int [short] */
    readonly bond: Tensor;
    /** float [short, 9] */
    readonly harmonics: Tensor;
  };
  readonly rays: {
    /** int [rays] */
    readonly source: Tensor;
    /** int [rays] */
    readonly target: Tensor;
    /** int [rays] */
    readonly length: Tensor;
    /** float [rays, 9] */
    readonly harmonics: Tensor;
  };
}

export function distinctInputs(): DistinctInputs {
  return {
    atomicNumber: input('atomic_number', 'int', ['atoms']),
    atomCrystal: input('atom_crystal', 'int', ['atoms']),
    atomCopies: input('atom_copies', 'float', ['atoms', 1]),
    crystalAtoms: input('crystal_atoms', 'float', ['crystals']),
    source: input('bond_source', 'int', ['bonds']),
    target: input('bond_target', 'int', ['bonds']),
    length: input('bond_length', 'int', ['bonds']),
    weight: input('bond_weight', 'float', ['bonds', 1]),
    pieces: input('pieces', 'int', ['pieces']),
    distance: input('distance', 'double', ['lengths', 1]),
    short: {
      bond: input('short_bond', 'int', ['short']),
      harmonics: input('short_harmonics', 'float', ['short', HARMONICS]),
    },
    rays: {
      source: input('ray_source', 'int', ['rays']),
      target: input('ray_target', 'int', ['rays']),
      length: input('ray_length', 'int', ['rays']),
      harmonics: input('ray_harmonics', 'float', ['rays', HARMONICS]),
    },
  };
}
