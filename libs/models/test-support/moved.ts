import { Lattice, Structure, type Matrix3, type Vector3 } from '@nano-os/crystal';

const times = (v: Vector3, [a, b, c]: Matrix3): Vector3 => [
  v[0] * a[0] + v[1] * b[0] + v[2] * c[0],
  v[0] * a[1] + v[1] * b[1] + v[2] * c[1],
  v[0] * a[2] + v[1] * b[2] + v[2] * c[2],
];

/** The crystal with its cell vectors, as rows, multiplied by a matrix; fractional coordinates stay. */
export function deformed({ lattice, species, fracCoords }: Structure, matrix: Matrix3): Structure {
  const [a, b, c] = lattice.rows;
  const rows: Matrix3 = [times(a, matrix), times(b, matrix), times(c, matrix)];
  return new Structure(Lattice.fromRows(rows), species, fracCoords);
}

/** The crystal with one component of one site's position changed, Å. */
export function nudged(structure: Structure, site: number, axis: number, by: number): Structure {
  const positions = structure.cartCoords.map((position, index): Vector3 => {
    if (index !== site) return position;
    const [x, y, z] = position.map((value, i) => (i === axis ? value + by : value));
    return [x ?? NaN, y ?? NaN, z ?? NaN];
  });
  return Structure.fromCartesian(structure.lattice, structure.species, positions);
}

/** The unit matrix with one element changed. */
export function strainOf(row: number, column: number, by: number): Matrix3 {
  const element = (i: number, j: number): number =>
    Number(i === j) + (i === row && j === column ? by : 0);
  return [
    [element(0, 0), element(0, 1), element(0, 2)],
    [element(1, 0), element(1, 1), element(1, 2)],
    [element(2, 0), element(2, 1), element(2, 2)],
  ];
}

/** A rotation about a skew axis, to be applied to rows. */
export const ROTATION: Matrix3 = rotation([1, 2, -0.7], 1.234);

/** Rodrigues' formula. */
function rotation(axis: Vector3, angle: number): Matrix3 {
  const [x, y, z] = axis.map((value) => value / Math.hypot(...axis)) as [number, number, number];
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [
    [c + x * x * (1 - c), x * y * (1 - c) + z * s, x * z * (1 - c) - y * s],
    [x * y * (1 - c) - z * s, c + y * y * (1 - c), y * z * (1 - c) + x * s],
    [x * z * (1 - c) + y * s, y * z * (1 - c) - x * s, c + z * z * (1 - c)],
  ];
}
