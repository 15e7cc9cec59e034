import type { Structure } from '@nano-os/crystal';
import { deformed, ROTATION } from './moved';

/** Other descriptions of a crystal: whatever does not depend on its size is the same for all. */
export function sameCrystals(structure: Structure): { name: string; structure: Structure }[] {
  const last = structure.numSites - 1;
  // From both ends inwards, so that no two neighbours in the list stay neighbours.
  const order = [...structure.species.keys()].map((site) =>
    site % 2 === 0 ? site / 2 : last - (site - 1) / 2,
  );
  return [
    { name: 'its sites in another order', structure: structure.permuted(order) },
    { name: 'its sites moved together', structure: structure.translated([0.31, -0.77, 1.13]) },
    { name: 'rotated', structure: deformed(structure, ROTATION) },
    {
      name: 'in another cell of its lattice',
      structure: structure.supercell([
        [1, 1, 0],
        [0, 1, 0],
        [1, -1, 1],
      ]),
    },
    {
      name: 'in a cell of three',
      structure: structure.supercell([
        [1, 0, 1],
        [0, 1, 1],
        [-1, 0, 2],
      ]),
    },
  ];
}
