/** Three components. */
export type Vector3 = readonly [number, number, number];

/** Rows of a 3×3 matrix. */
export type Matrix3 = readonly [Vector3, Vector3, Vector3];

export const dot = (a: Vector3, b: Vector3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

export const cross = (a: Vector3, b: Vector3): Vector3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

export const norm = (a: Vector3): number => Math.hypot(a[0], a[1], a[2]);

export const subtract = (a: Vector3, b: Vector3): Vector3 => [
  a[0] - b[0],
  a[1] - b[1],
  a[2] - b[2],
];

export const add = (a: Vector3, b: Vector3): Vector3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];

export const scale = (a: Vector3, factor: number): Vector3 => [
  a[0] * factor,
  a[1] * factor,
  a[2] * factor,
];

/** Row vector times matrix: a combination of the matrix's rows. */
export const timesRows = (v: Vector3, [a, b, c]: Matrix3): Vector3 => [
  v[0] * a[0] + v[1] * b[0] + v[2] * c[0],
  v[0] * a[1] + v[1] * b[1] + v[2] * c[1],
  v[0] * a[2] + v[1] * b[2] + v[2] * c[2],
];

export const multiply = (p: Matrix3, q: Matrix3): Matrix3 => [
  timesRows(p[0], q),
  timesRows(p[1], q),
  timesRows(p[2], q),
];

export const determinant = ([a, b, c]: Matrix3): number => dot(a, cross(b, c));

/** The inverse; the caller makes sure that there is one. */
export function inverse(matrix: Matrix3): Matrix3 {
  const [a, b, c] = matrix;
  const factor = 1 / determinant(matrix);
  const [u, v, w] = [cross(b, c), cross(c, a), cross(a, b)];
  return [
    [u[0] * factor, v[0] * factor, w[0] * factor],
    [u[1] * factor, v[1] * factor, w[1] * factor],
    [u[2] * factor, v[2] * factor, w[2] * factor],
  ];
}
