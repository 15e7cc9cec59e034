import { Lattice } from '../../lattice';
import { Molecule } from '../../molecule';
import type { Structure } from '../../structure';
import type { Vector3 } from '../../vectors';
import { buildMolecule, buildStructure, checkSiteCount, makeLattice } from '../build';
import { StructureFormatError } from '../errors';
import type { FormatLimits } from '../limits';
import { refuseSpecies, SpeciesReader } from '../species';
import type { ReadStructure } from '../types';
import { asMatrix, isArray, isObject, vectorOrRefuse, type JsonObject } from './values';

/**
 * The attributes of the first structure of an OPTIMADE response, entry or bare attributes; undefined when the object
 * is none of them.
 */
export function optimadeAttributes(data: JsonObject): JsonObject | undefined {
  if (isArray(data.cartesian_site_positions)) return data;
  if (isObject(data.attributes)) return data.attributes;
  const inner = isArray(data.data) ? data.data[0] : data.data;
  return isObject(inner) && isObject(inner.attributes) ? inner.attributes : undefined;
}

/**
 * Reads the attributes of an OPTIMADE structure.
 *
 * @throws StructureFormatError
 */
export function readOptimade(data: JsonObject, limits: FormatLimits): ReadStructure {
  const positions = isArray(data.cartesian_site_positions) ? data.cartesian_site_positions : [];
  const names = isArray(data.species_at_sites) ? data.species_at_sites : [];
  checkSiteCount(positions.length, limits);
  if (names.length !== positions.length) {
    throw new StructureFormatError(
      'syntax',
      `"species_at_sites" has ${names.length} and "cartesian_site_positions" ${positions.length} entries. Give one for each site.`,
    );
  }
  const notes: string[] = [];
  const resolve = speciesResolver(data.species, new SpeciesReader(notes));
  const species = names.map(resolve);
  const cart = positions.map((position, site) => vectorOrRefuse(position, 'position', site));
  const source = { name: (site: number) => `site ${site + 1}`, line: () => undefined };
  const name =
    typeof data.chemical_formula_descriptive === 'string'
      ? data.chemical_formula_descriptive
      : undefined;
  const lattice = readLattice(data);
  if (lattice === undefined)
    return { structure: buildMolecule(species, cart, limits, source), name, notes };
  const frac = cart.map((point): Vector3 => lattice.toFractional(point));
  return { structure: buildStructure(lattice, species, frac, limits, source), name, notes };
}

function readLattice(data: JsonObject): Lattice | undefined {
  const periodic = isArray(data.dimension_types) ? data.dimension_types : [1, 1, 1];
  if (periodic.every((type) => type === 0)) return undefined;
  const rows = asMatrix(data.lattice_vectors);
  if (rows === undefined) {
    throw new StructureFormatError(
      'no-lattice',
      '"lattice_vectors" must be three rows of three numbers, in Å. Give a vector also for directions that do not repeat.',
    );
  }
  return makeLattice(() => Lattice.fromRows(rows));
}

function speciesResolver(
  list: unknown,
  reader: SpeciesReader,
): (name: unknown, site: number) => string {
  const known = new Map<unknown, JsonObject>();
  for (const kind of isArray(list) ? list : []) if (isObject(kind)) known.set(kind.name, kind);
  return (name, site) => {
    const kind = known.get(name);
    const symbols = isArray(kind?.chemical_symbols) ? kind.chemical_symbols : [name];
    const concentration = isArray(kind?.concentration) ? kind.concentration : [1];
    const [share] = concentration;
    if (symbols.length !== 1 || typeof share !== 'number' || Math.abs(share - 1) > 1e-8) {
      throw new StructureFormatError(
        'disordered',
        `Site ${site + 1} is occupied in part or by several elements; only ordered crystals are read. ` +
          'Choose one ordered arrangement and send that.',
        { site },
      );
    }
    const text = String(symbols[0]);
    return reader.exact(text) ?? refuseSpecies(text, { site });
  };
}

/** An OPTIMADE entry of type structures (specification 1.2). */
export function optimadeEntry(structure: Structure | Molecule, id?: string): JsonObject {
  const composition = [...structure.composition].sort(([p], [q]) => (p < q ? -1 : 1));
  const elements = composition.map(([symbol]) => symbol);
  const total = structure.numSites;
  const divisor = composition.map(([, count]) => count).reduce(gcd, 0);
  const periodic = structure instanceof Molecule ? 0 : 1;
  return {
    id: id ?? structure.formula,
    type: 'structures',
    attributes: {
      elements,
      nelements: elements.length,
      elements_ratios: composition.map(([, count]) => count / total),
      chemical_formula_reduced: formula(composition, divisor),
      chemical_formula_descriptive: structure.formula,
      chemical_formula_anonymous: anonymous(composition.map(([, count]) => count / divisor)),
      dimension_types: [periodic, periodic, periodic],
      nperiodic_dimensions: 3 * periodic,
      lattice_vectors: structure instanceof Molecule ? null : structure.lattice.rows,
      cartesian_site_positions: structure.cartCoords,
      nsites: total,
      species_at_sites: structure.species,
      species: elements.map((symbol) => ({
        name: symbol,
        chemical_symbols: [symbol],
        concentration: [1],
      })),
      structure_features: [],
      last_modified: null,
    },
  };
}

function gcd(p: number, q: number): number {
  return q === 0 ? p : gcd(q, p % q);
}

function formula(composition: [string, number][], divisor: number): string {
  return composition
    .map(([symbol, count]) => `${symbol}${count === divisor ? '' : count / divisor}`)
    .join('');
}

/** A2B and so on, the largest share first. */
function anonymous(shares: number[]): string {
  return [...shares]
    .sort((p, q) => q - p)
    .map((share, index) => {
      const letter = String.fromCharCode(65 + (index % 26));
      const round = Math.floor(index / 26);
      const suffix = round === 0 ? '' : String.fromCharCode(96 + round);
      return `${letter}${suffix}${share === 1 ? '' : share}`;
    })
    .join('');
}
