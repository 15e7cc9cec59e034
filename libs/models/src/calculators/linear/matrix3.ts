import { multiply, type Matrix3, type Vector3 } from '@nano-os/crystal';
import { symmetricEigen } from './symmetric-eigen';

export const IDENTITY: Matrix3 = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/** A matrix by its elements. */
export function matrix3(element: (row: number, column: number) => number): Matrix3 {
  const row = (i: number): Vector3 => [element(i, 0), element(i, 1), element(i, 2)];
  return [row(0), row(1), row(2)];
}

/** @param values nine, by rows */
export function matrixOf(values: ArrayLike<number>): Matrix3 {
  return matrix3((row, column) => values[3 * row + column] ?? NaN);
}

export function transpose([a, b, c]: Matrix3): Matrix3 {
  return [
    [a[0], b[0], c[0]],
    [a[1], b[1], c[1]],
    [a[2], b[2], c[2]],
  ];
}

/** The sum of two matrices, each times a number. */
export function combine(p: number, a: Matrix3, q: number, b: Matrix3): Matrix3 {
  const row = (x: Vector3, y: Vector3): Vector3 => [
    p * x[0] + q * y[0],
    p * x[1] + q * y[1],
    p * x[2] + q * y[2],
  ];
  return [row(a[0], b[0]), row(a[1], b[1]), row(a[2], b[2])];
}

export const symmetric = (a: Matrix3): Matrix3 => combine(0.5, a, 0.5, transpose(a));

export const trace = (a: Matrix3): number => a[0][0] + a[1][1] + a[2][2];

/** Eigenvalues and, as columns, eigenvectors of a symmetric matrix. */
export function eigen3(a: Matrix3): { values: Vector3; vectors: Matrix3 } {
  const { values, vectors } = symmetricEigen(a);
  const [x = NaN, y = NaN, z = NaN] = values;
  return { values: [x, y, z], vectors: matrixOf(vectors.flat()) };
}

/** A function of a symmetric matrix, by its eigenvalues. */
export function functionOf(a: Matrix3, f: (value: number) => number): Matrix3 {
  const { values, vectors } = eigen3(a);
  const [x, y, z] = values;
  const diagonal: Matrix3 = [
    [f(x), 0, 0],
    [0, f(y), 0],
    [0, 0, f(z)],
  ];
  return multiply(multiply(vectors, diagonal), transpose(vectors));
}
