import { Lattice } from '../../lattice';
import { Molecule } from '../../molecule';
import type { Structure } from '../../structure';
import type { Vector3 } from '../../vectors';
import { buildMolecule, buildStructure, checkSiteCount, makeLattice } from '../build';
import { StructureFormatError } from '../errors';
import type { FormatLimits } from '../limits';
import { refuseSpecies, SpeciesReader } from '../species';
import { quote } from '../text';
import type { ReadStructure } from '../types';
import { asMatrix, isArray, isObject, vectorOrRefuse, type JsonObject } from './values';

/** Whether this is the dictionary of a Structure or a Molecule. */
export function isPymatgen(data: JsonObject): boolean {
  return isArray(data.sites) && !isObject(data.attributes);
}

/**
 * Reads the dictionary of a pymatgen Structure or Molecule.
 *
 * @throws StructureFormatError
 */
export function readPymatgen(data: JsonObject, limits: FormatLimits): ReadStructure {
  const sites = isArray(data.sites) ? data.sites : [];
  checkSiteCount(sites.length, limits);
  const notes: string[] = [];
  const reader = new SpeciesReader(notes);
  const lattice = isObject(data.lattice) ? readLattice(data.lattice) : undefined;
  const named = data['@class'];
  if (lattice === undefined && typeof named === 'string' && named.endsWith('Structure')) {
    throw new StructureFormatError(
      'no-lattice',
      'The structure has no "lattice". Give its "matrix".',
    );
  }
  const species: string[] = [];
  const coords: Vector3[] = [];
  for (const [index, site] of sites.entries()) {
    if (!isObject(site)) {
      throw new StructureFormatError('syntax', `Site ${index + 1} must be an object.`, {
        site: index,
      });
    }
    species.push(readSpecies(site, index, reader));
    coords.push(readPosition(site, index, lattice));
  }
  const source = { name: (site: number) => `site ${site + 1}`, line: () => undefined };
  const structure =
    lattice === undefined
      ? buildMolecule(species, coords, limits, source)
      : buildStructure(lattice, species, coords, limits, source);
  return { structure, notes };
}

function readPosition(site: JsonObject, index: number, lattice: Lattice | undefined): Vector3 {
  if (lattice === undefined) return vectorOrRefuse(site.xyz, '"xyz"', index);
  if (site.abc !== undefined) return vectorOrRefuse(site.abc, '"abc"', index);
  return lattice.toFractional(vectorOrRefuse(site.xyz, '"abc" or "xyz"', index));
}

function readLattice(data: JsonObject): Lattice {
  const rows = asMatrix(data.matrix);
  if (rows !== undefined) return makeLattice(() => Lattice.fromRows(rows));
  const { a, b, c, alpha, beta, gamma } = data;
  const numbers = [a, b, c, alpha, beta, gamma].filter((value) => typeof value === 'number');
  const [p, q, r, s, t, u] = numbers;
  if (p && q && r && s && t && u)
    return makeLattice(() => Lattice.fromParameters(p, q, r, s, t, u));
  throw new StructureFormatError(
    'bad-lattice',
    'The lattice has no "matrix" of three rows of three numbers. Give one, in Å.',
  );
}

function readSpecies(site: JsonObject, index: number, reader: SpeciesReader): string {
  const list: unknown =
    site.species ?? (typeof site.label === 'string' ? [{ element: site.label }] : []);
  const kinds = isArray(list) ? list.filter(isObject) : [];
  const [kind] = kinds;
  if (kind === undefined) {
    throw new StructureFormatError(
      'unknown-element',
      `Site ${index + 1} has no "species". Name its element.`,
      {
        site: index,
      },
    );
  }
  const occupancy = kind.occu ?? 1;
  if (kinds.length !== 1 || typeof occupancy !== 'number' || Math.abs(occupancy - 1) > 1e-8) {
    throw new StructureFormatError(
      'disordered',
      `Site ${index + 1} is occupied in part or by several species; only ordered crystals are read. ` +
        'Choose one ordered arrangement and send that.',
      { site: index },
    );
  }
  const text = typeof kind.element === 'string' ? kind.element : '';
  const symbol = /^([A-Z][a-z]?)(?![a-z])/.exec(text)?.[1];
  return (
    (symbol === undefined ? undefined : reader.exact(symbol)) ??
    refuseSpecies(quote(text).slice(1, -1), { site: index })
  );
}

/** The dictionary that pymatgen's `Structure.from_dict` and `Molecule.from_dict` take. */
export function pymatgenDict(structure: Structure | Molecule): JsonObject {
  const species = (site: number): JsonObject => ({
    species: [{ element: structure.species[site] ?? '', occu: 1 }],
  });
  if (structure instanceof Molecule) {
    return {
      '@module': 'pymatgen.core.structure',
      '@class': 'Molecule',
      charge: 0,
      spin_multiplicity: null,
      sites: structure.cartCoords.map((xyz, site) => ({
        name: structure.species[site] ?? '',
        ...species(site),
        xyz,
        properties: {},
        label: structure.species[site] ?? '',
      })),
      properties: {},
    };
  }
  const { lattice } = structure;
  return {
    '@module': 'pymatgen.core.structure',
    '@class': 'Structure',
    charge: 0,
    lattice: {
      matrix: lattice.rows,
      pbc: [true, true, true],
      a: lattice.a,
      b: lattice.b,
      c: lattice.c,
      alpha: lattice.alpha,
      beta: lattice.beta,
      gamma: lattice.gamma,
      volume: lattice.volume,
    },
    properties: {},
    sites: structure.fracCoords.map((abc, site) => ({
      ...species(site),
      abc,
      xyz: structure.cartCoords[site],
      properties: {},
      label: structure.species[site] ?? '',
    })),
  };
}
