import { CrystalError } from '../errors';
import { Lattice } from '../lattice';
import { Molecule } from '../molecule';
import { Structure } from '../structure';
import type { Matrix3, Vector3 } from '../vectors';
import { StructureFormatError } from './errors';
import type { FormatLimits } from './limits';
import { closePair, refuseClosePair } from './proximity';

/** Cells thinner than this (Å) hold no atoms that could be told apart from their images. */
const THINNEST = 0.01;

/** Turns a refusal of the lattice into one that names the line. */
export function makeLattice(make: () => Lattice, line?: number): Lattice {
  let lattice: Lattice;
  try {
    lattice = make();
  } catch (error) {
    if (error instanceof CrystalError) {
      throw new StructureFormatError('bad-lattice', `${error.message} Correct the cell.`, { line });
    }
    throw error;
  }
  const { rows, a, b, c, volume } = lattice;
  const thinnest = volume / Math.max(a * b, b * c, c * a);
  if (!rows.flat().every(Number.isFinite) || !(thinnest > THINNEST) || Math.max(a, b, c) > 1e6) {
    throw new StructureFormatError(
      'bad-lattice',
      'The cell is too flat, too thin or too large to be one of a crystal. Correct it; lengths are in Å.',
      { line },
    );
  }
  return lattice;
}

/** @throws StructureFormatError `too-many-sites` */
export function checkSiteCount(count: number, limits: FormatLimits, line?: number): void {
  if (count <= limits.maxSites) return;
  throw new StructureFormatError(
    'too-many-sites',
    `The structure has more than ${limits.maxSites} sites. Send a smaller cell or raise the limit.`,
    { line },
  );
}

/** How a message calls a site of the structure, and the line of the file that it comes from. */
export interface SiteSource {
  name: (site: number) => string;
  line: (site: number) => number | undefined;
}

/**
 * The last step of every reader of crystals: refuses none, too many, and coinciding sites.
 */
export function buildStructure(
  lattice: Lattice,
  species: string[],
  frac: Vector3[],
  limits: FormatLimits,
  source: SiteSource,
): Structure {
  refuseNone(species.length);
  checkSiteCount(species.length, limits);
  refuseClose(lattice.rows, frac, source);
  return new Structure(lattice, species, frac);
}

/** As {@link buildStructure}, for molecules. */
export function buildMolecule(
  species: string[],
  cart: Vector3[],
  limits: FormatLimits,
  source: SiteSource,
): Molecule {
  refuseNone(species.length);
  checkSiteCount(species.length, limits);
  // A box that no image reaches across stands for the absence of a lattice.
  let far = 1;
  for (const site of cart) for (const value of site) far = Math.max(far, Math.abs(value));
  const side = 2 * far + 10;
  const box: Matrix3 = [
    [side, 0, 0],
    [0, side, 0],
    [0, 0, side],
  ];
  const frac = cart.map(([x, y, z]): Vector3 => [x / side, y / side, z / side]);
  refuseClose(box, frac, source);
  return new Molecule(species, cart);
}

function refuseNone(count: number): void {
  if (count > 0) return;
  throw new StructureFormatError('no-sites', 'The file holds no atoms. Give at least one site.');
}

function refuseClose(rows: Matrix3, frac: Vector3[], source: SiteSource): void {
  const pair = closePair(rows, frac);
  if (pair !== undefined) refuseClosePair(pair, source.name, source.line(pair.second));
}
