import { elementByNumber } from '../../elements';
import { Lattice } from '../../lattice';
import type { Vector3 } from '../../vectors';
import { buildMolecule, buildStructure, checkSiteCount, makeLattice } from '../build';
import { StructureFormatError } from '../errors';
import type { FormatLimits } from '../limits';
import { refuseSpecies } from '../species';
import type { ReadStructure } from '../types';
import { asMatrix, isArray, isObject, vectorOrRefuse, type JsonObject } from './values';

/** The row of atoms in ASE's JSON database (`{"1": {...}, "ids": [1]}`) or in a dictionary of Atoms. */
export function aseRow(data: JsonObject): JsonObject | undefined {
  if (isArray(data.ids)) {
    const row = data[String(data.ids[0])];
    return isObject(row) ? row : undefined;
  }
  return data.numbers !== undefined && data.positions !== undefined ? data : undefined;
}

/**
 * @throws StructureFormatError
 */
export function readAse(row: JsonObject, limits: FormatLimits): ReadStructure {
  const numbers = plainArray(row.numbers);
  const positions = rowsOf(plainArray(row.positions));
  checkSiteCount(numbers.length, limits);
  if (positions.length !== numbers.length) {
    throw new StructureFormatError(
      'syntax',
      '"numbers" and "positions" differ in length. Give one for each site.',
    );
  }
  const species = numbers.map((number, site) => {
    const element = typeof number === 'number' ? elementByNumber(number) : undefined;
    return element?.symbol ?? refuseSpecies(String(number), { site });
  });
  const cart = positions.map((position, site) => vectorOrRefuse(position, 'position', site));
  const source = { name: (site: number) => `site ${site + 1}`, line: () => undefined };
  const periodic = plainArray(row.pbc);
  const cell = asMatrix(rowsOf(plainArray(cellOf(row.cell))));
  const empty = cell?.flat().every((value) => value === 0) ?? true;
  if (empty && periodic.some(Boolean)) {
    throw new StructureFormatError(
      'no-lattice',
      'The atoms are periodic, but have no "cell". Give its three vectors in Å.',
    );
  }
  if (cell === undefined || empty || !periodic.some(Boolean)) {
    return { structure: buildMolecule(species, cart, limits, source), notes: [] };
  }
  const lattice = makeLattice(() => Lattice.fromRows(cell));
  const frac = cart.map((point): Vector3 => lattice.toFractional(point));
  return { structure: buildStructure(lattice, species, frac, limits, source), notes: [] };
}

function cellOf(cell: unknown): unknown {
  return isObject(cell) && cell.array !== undefined ? cell.array : cell;
}

/** An array, or ASE's `{"__ndarray__": [shape, type, values]}`. */
function plainArray(value: unknown): readonly unknown[] {
  if (isArray(value)) return value;
  const packed = isObject(value) && isArray(value.__ndarray__) ? value.__ndarray__[2] : undefined;
  return isArray(packed) ? packed : [];
}

/** Rows of three of a list that is flat; a list of rows stays. */
function rowsOf(values: readonly unknown[]): readonly unknown[] {
  if (values.length === 0 || isArray(values[0])) return values;
  const rows: unknown[] = [];
  for (let at = 0; at < values.length; at += 3) rows.push(values.slice(at, at + 3));
  return rows;
}
