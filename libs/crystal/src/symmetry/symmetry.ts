import { ELEMENTS, elementBySymbol } from '../elements';
import { CrystalError } from '../errors';
import { Lattice } from '../lattice';
import { Structure } from '../structure';
import { analyseCell, type MoyoDataset, type PlainCell } from './moyo';

export type CrystalSystem =
  'triclinic' | 'monoclinic' | 'orthorhombic' | 'tetragonal' | 'trigonal' | 'hexagonal' | 'cubic';

export interface Symmetry {
  /** Number of the space group in the International Tables, 1 to 230. */
  number: number;
  /** Short Hermann-Mauguin symbol without blanks, such as `Fd-3m`. */
  symbol: string;
  /** Serial number of the setting, 1 to 530. */
  hallNumber: number;
  crystalSystem: CrystalSystem;
  /** Pearson symbol, such as `cF8`. */
  pearsonSymbol: string;
  /** Wyckoff letter of each site, in the structure's order. */
  wyckoffs: string[];
  /** For each site the first site that symmetry maps onto it. */
  orbits: number[];
  primitive: Structure;
  conventional: Structure;
}

export interface SymmetryOptions {
  /** How far, in Å, a site may be from where symmetry puts it. */
  symprec?: number;
}

export const DEFAULT_SYMPREC = 0.01;

const LAST_OF_SYSTEM: readonly (readonly [number, CrystalSystem])[] = [
  [2, 'triclinic'],
  [15, 'monoclinic'],
  [74, 'orthorhombic'],
  [142, 'tetragonal'],
  [167, 'trigonal'],
  [194, 'hexagonal'],
  [230, 'cubic'],
];

/** The crystal system of a space group number. */
export function crystalSystemOf(number: number): CrystalSystem {
  const system = LAST_OF_SYSTEM.find(([last]) => number <= last)?.[1];
  if (number < 1 || system === undefined) {
    throw new CrystalError('unknown-space-group', `There is no space group ${number}.`);
  }
  return system;
}

/**
 * Space group, Wyckoff letters and standard cells, by moyo (a port of spglib's algorithm).
 * Takes some 2 ms for a few atoms and 200 ms for 200: see `analyseSymmetryOffThread`.
 * @throws {CrystalError} symmetry-not-found when no group fits within the tolerance
 */
export function analyseSymmetry(
  structure: Structure,
  { symprec = DEFAULT_SYMPREC }: SymmetryOptions = {},
): Symmetry {
  try {
    return symmetryOf(analyseCell(plainCell(structure), symprec));
  } catch (error) {
    throw symmetryError(error);
  }
}

export function symmetryError(error: unknown): CrystalError {
  if (error instanceof CrystalError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new CrystalError('symmetry-not-found', `No space group was found: ${reason}.`);
}

export function plainCell({ lattice, species, fracCoords }: Structure): PlainCell {
  return {
    basis: lattice.rows.flat(),
    positions: [...fracCoords],
    numbers: species.map((symbol) => elementBySymbol(symbol)?.number ?? 0),
  };
}

export function symmetryOf(dataset: MoyoDataset): Symmetry {
  return {
    number: dataset.number,
    symbol: dataset.hm_symbol.replaceAll(' ', ''),
    hallNumber: dataset.hall_number,
    crystalSystem: crystalSystemOf(dataset.number),
    pearsonSymbol: dataset.pearson_symbol,
    wyckoffs: dataset.wyckoffs,
    orbits: dataset.orbits,
    primitive: structureOf(dataset.prim_std_cell),
    conventional: structureOf(dataset.std_cell),
  };
}

function structureOf({ lattice, positions, numbers }: MoyoDataset['std_cell']): Structure {
  const [a, b, c, d, e, f, g, h, i] = lattice.basis;
  const rows = [
    [a, b, c],
    [d, e, f],
    [g, h, i],
  ] as const;
  const species = numbers.map((number) => ELEMENTS[number - 1]?.symbol ?? 'X');
  return new Structure(Lattice.fromRows(rows), species, positions);
}
