import { Molecule } from '../../molecule';
import type { Structure } from '../../structure';
import { formatNumber } from '../numbers';

/**
 * An XYZ of a molecule, an extended XYZ of a crystal. One after another in a file they are a trajectory.
 * @param figures of the crystal, that go with it under their names, such as its energy
 */
export function writeXyz(
  structure: Structure | Molecule,
  name?: string,
  figures: Readonly<Record<string, number>> = {},
): string {
  const title = (name ?? structure.formula).replace(/[\s"=]+/g, ' ').slice(0, 200);
  const comment =
    structure instanceof Molecule
      ? title
      : `Lattice="${structure.lattice.rows.flat().map(formatNumber).join(' ')}" ` +
        ['Properties=species:S:1:pos:R:3', ...pairsOf(figures), 'pbc="T T T"'].join(' ');
  return `${[
    structure.species.length,
    comment,
    ...structure.cartCoords.map(
      (cart, site) => `${structure.species[site] ?? ''} ${cart.map(formatNumber).join(' ')}`,
    ),
  ].join('\n')}\n`;
}

const pairsOf = (figures: Readonly<Record<string, number>>): string[] =>
  Object.entries(figures).map(([name, value]) => `${name}=${value}`);
