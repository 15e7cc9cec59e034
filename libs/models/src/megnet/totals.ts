import { div, expandDims, gather, mul, segmentSum, type Tensor } from '@nano-os/tensor';
import type { GraphInputs } from '../graphs/graph-inputs';

/** Means over the atoms and bonds of crystals, each distinct one counted as often as it occurs. */
export interface Totals {
  /** Mean over the bonds of each atom: [bonds, …] to [atoms, …]. */
  bondsOfAtoms(bonds: Tensor): Tensor;
  /** Mean over the bonds of each crystal, of the means of its atoms: [atoms, …] to [crystals, …]. */
  bondsOfCrystals(ofAtoms: Tensor): Tensor;
  /** [atoms, …] to [crystals, …] */
  atomsOfCrystals(atoms: Tensor): Tensor;
  /** int [bonds] */
  readonly bondCrystal: Tensor;
  /** float [bonds]: how often each occurs in its crystal. */
  readonly bondCopies: Tensor;
}

export function totalsOf(graph: GraphInputs): Totals {
  const { atomCrystal, atomCopies, bondReceiver, bondWeight, crystalAtoms } = graph;
  const degree = segmentSum(bondWeight, bondReceiver, 'atoms');
  const bondsOfAtom = mul(degree, atomCopies);
  const crystalBonds = segmentSum(bondsOfAtom, atomCrystal, 'crystals');
  return {
    bondsOfAtoms: (bonds) => {
      const sum = segmentSum(mul(bonds, spread(bondWeight, bonds)), bondReceiver, 'atoms');
      return div(sum, spread(degree, bonds));
    },
    bondsOfCrystals: (ofAtoms) => {
      const weighted = mul(ofAtoms, spread(bondsOfAtom, ofAtoms));
      return div(segmentSum(weighted, atomCrystal, 'crystals'), spread(crystalBonds, ofAtoms));
    },
    atomsOfCrystals: (atoms) => {
      const sum = segmentSum(mul(atoms, spread(atomCopies, atoms)), atomCrystal, 'crystals');
      return div(sum, spread(crystalAtoms, atoms));
    },
    bondCrystal: gather(atomCrystal, bondReceiver),
    bondCopies: mul(bondWeight, gather(atomCopies, bondReceiver)),
  };
}

/** A vector with as many axes as `like` has, all but the first of size 1. */
export function spread(x: Tensor, like: Tensor): Tensor {
  let wide = x;
  for (let axis = 1; axis < like.shape.length; axis++) wide = expandDims(wide, axis);
  return wide;
}
