import { contentHash, dimensionality, Molecule, type Structure } from '@nano-os/crystal';
import type { Crystal } from '@nano-os/ml';

/** What models are asked about, of a structure that has no record. */
export function crystalOf(structure: Structure | Molecule): Crystal {
  const geometry =
    structure instanceof Molecule
      ? { lattice: null, fracCoords: null, cartCoords: structure.cartCoords }
      : {
          lattice: structure.lattice.rows,
          fracCoords: structure.fracCoords,
          cartCoords: null,
        };
  return {
    id: '',
    contentHash: contentHash(structure),
    formula: structure.formula,
    numAtoms: structure.numSites,
    dimensionality: dimensionality(structure),
    species: structure.species,
    ...geometry,
  };
}
