import { input, type Tensor } from '@nano-os/tensor';

/** What `collate` feeds: the disjoint graph of many crystals; see `CrystalGraph` for what each is. */
export interface GraphInputs {
  /** int [atoms] */
  readonly atomicNumber: Tensor;
  /** int [atoms]: which crystal an atom belongs to. */
  readonly atomCrystal: Tensor;
  /** float [atoms] */
  readonly atomCopies: Tensor;
  /** int [bonds] */
  readonly bondReceiver: Tensor;
  /** int [bonds] */
  readonly bondSender: Tensor;
  /** int [bonds] */
  readonly bondShell: Tensor;
  /** float [bonds] */
  readonly bondWeight: Tensor;
  /** double [shells], Å */
  readonly shellDistance: Tensor;
  /** float [crystals]: how many atoms each has. */
  readonly crystalAtoms: Tensor;
}

export function graphInputs(): GraphInputs {
  return {
    atomicNumber: input('atomic_number', 'int', ['atoms']),
    atomCrystal: input('atom_crystal', 'int', ['atoms']),
    atomCopies: input('atom_copies', 'float', ['atoms']),
    bondReceiver: input('bond_receiver', 'int', ['bonds']),
    bondSender: input('bond_sender', 'int', ['bonds']),
    bondShell: input('bond_shell', 'int', ['bonds']),
    bondWeight: input('bond_weight', 'float', ['bonds']),
    shellDistance: input('shell_distance', 'double', ['shells']),
    crystalAtoms: input('crystal_atoms', 'float', ['crystals']),
  };
}
