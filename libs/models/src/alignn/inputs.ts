import { input, type Tensor } from '@nano-os/tensor';

/** What `collate` feeds: the disjoint graph of many crystals; see `AlignnGraph` for what each is. */
export interface AlignnInputs {
  /** int [atoms] */
  readonly atomicNumber: Tensor;
  /** int [atoms]: which crystal an atom belongs to. */
  readonly atomCrystal: Tensor;
  /** float [atoms] */
  readonly atomCopies: Tensor;
  /** float [crystals]: how many atoms each has. */
  readonly crystalAtoms: Tensor;
  readonly bonds: LinkInputs;
  /** double [lengths], Å */
  readonly length: Tensor;
  readonly angles: LinkInputs;
  /** double [cosines] */
  readonly cosine: Tensor;
}

/** Links between nodes; `count` names how many links there are. */
export interface LinkInputs {
  /** int [links] */
  readonly receiver: Tensor;
  /** int [links] */
  readonly sender: Tensor;
  /** int [links]: which length or cosine. */
  readonly value: Tensor;
  /** float [links] */
  readonly weight: Tensor;
}

export function alignnInputs(): AlignnInputs {
  return {
    atomicNumber: input('atomic_number', 'int', ['atoms']),
    atomCrystal: input('atom_crystal', 'int', ['atoms']),
    atomCopies: input('atom_copies', 'float', ['atoms']),
    crystalAtoms: input('crystal_atoms', 'float', ['crystals']),
    bonds: linkInputs('bond', 'bonds'),
    length: input('length', 'double', ['lengths']),
    angles: linkInputs('angle', 'angles'),
    cosine: input('cosine', 'double', ['cosines']),
  };
}

function linkInputs(name: string, count: string): LinkInputs {
  return {
    receiver: input(`${name}_receiver`, 'int', [count]),
    sender: input(`${name}_sender`, 'int', [count]),
    value: input(`${name}_value`, 'int', [count]),
    weight: input(`${name}_weight`, 'float', [count]),
  };
}
