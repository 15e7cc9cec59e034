import { Molecule } from '../../molecule';
import type { Structure } from '../../structure';
import { formatNumber } from '../numbers';

/** An XYZ of a molecule, an extended XYZ of a crystal. */
export function writeXyz(structure: Structure | Molecule, name?: string): string {
  const title = (name ?? structure.formula).replace(/[\s"=]+/g, ' ').slice(0, 200);
  const comment =
    structure instanceof Molecule
      ? title
      : `Lattice="${structure.lattice.rows.flat().map(formatNumber).join(' ')}" ` +
        'Properties=species:S:1:pos:R:3 pbc="T T T"';
  return `${[
    structure.species.length,
    comment,
    ...structure.cartCoords.map(
      (cart, site) => `${structure.species[site] ?? ''} ${cart.map(formatNumber).join(' ')}`,
    ),
  ].join('\n')}\n`;
}
