import type { PlainCrystal } from '../../runtime/crystals';
import type { Row } from './row';

/** The crystal of a row. */
export function crystalOf({ lattice, species, frac }: Row): PlainCrystal {
  return { lattice, species, fracCoords: frac };
}
