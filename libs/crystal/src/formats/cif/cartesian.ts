import type { Lattice } from '../../lattice';
import { inverse, timesRows, type Matrix3, type Vector3 } from '../../vectors';
import { StructureFormatError } from '../errors';
import type { CifBlock } from './block';
import { cifNumber } from './cell';

const INDICES = [1, 2, 3] as const;

/**
 * How Cartesian coordinates of a CIF become fractional: by the file's own matrix where it has one, else with a along x
 * and b in the plane of x and y, as crystallographers do.
 */
export function cartesianToFractional(block: CifBlock, lattice: Lattice): (p: Vector3) => Vector3 {
  const matrix = INDICES.map((row) =>
    INDICES.map((col) => cifNumber(block.item(`_atom_sites_cartn_tran_matrix_${row}${col}`))),
  );
  const shift = INDICES.map(
    (row) => cifNumber(block.item(`_atom_sites_cartn_tran_vector_${row}`)) ?? 0,
  );
  const entries = matrix.flat();
  if (entries.every((entry) => entry === undefined)) {
    const back = inverse(standardRows(lattice));
    return (point) => timesRows(point, back);
  }
  if (entries.some((entry) => entry === undefined)) {
    throw new StructureFormatError(
      'bad-number',
      'The matrix _atom_sites_Cartn_tran_matrix is incomplete. Give its nine elements, or none.',
      { line: block.line },
    );
  }
  // Columns of the file's matrix are the cell vectors; here they are rows.
  const column = (col: 0 | 1 | 2): Vector3 => [
    matrix[0]?.[col] ?? 0,
    matrix[1]?.[col] ?? 0,
    matrix[2]?.[col] ?? 0,
  ];
  const back = inverse([column(0), column(1), column(2)]);
  return ([x, y, z]) =>
    timesRows([x - (shift[0] ?? 0), y - (shift[1] ?? 0), z - (shift[2] ?? 0)], back);
}

function standardRows({ a, b, c, alpha, beta, gamma }: Lattice): Matrix3 {
  const [ca, cb, cg] = [cosine(alpha), cosine(beta), cosine(gamma)];
  const sg = Math.sqrt(1 - cg * cg);
  const cy = (ca - cb * cg) / sg;
  return [
    [a, 0, 0],
    [b * cg, b * sg, 0],
    [c * cb, c * cy, c * Math.sqrt(Math.max(0, 1 - cb * cb - cy * cy))],
  ];
}

function cosine(degrees: number): number {
  return Math.abs(degrees - 90) < 1e-9 ? 0 : Math.cos((degrees * Math.PI) / 180);
}
