import { dot, multiply, type Matrix3 } from './vectors';

/** Comparisons within this share of the mean edge squared count as equal. */
const TOLERANCE = 1e-5;
/** The reduction takes a handful of rounds; a cell that takes more is beyond double precision. */
const MOST_ROUNDS = 1000;

/** Scalar products of cell vectors: a·a, b·b, c·c, 2 b·c, 2 c·a, 2 a·b. */
type Metric = [number, number, number, number, number, number];

const metricOf = ([a, b, c]: Matrix3): Metric => [
  dot(a, a),
  dot(b, b),
  dot(c, c),
  2 * dot(b, c),
  2 * dot(c, a),
  2 * dot(a, b),
];

const sign = (value: number): number => (value < 0 ? -1 : 1);

/**
 * The next change of basis that the cell needs, null when it is Niggli's: steps 1 to 8 of
 * Křivý and Gruber, Acta Cryst. A32, 297 (1976), with comparisons that tolerate rounding.
 */
function step([A, B, C, xi, eta, zeta]: Metric, eps: number): Matrix3 | null {
  const lt = (x: number, y: number): boolean => x < y - eps;
  const gt = (x: number, y: number): boolean => lt(y, x);
  const eq = (x: number, y: number): boolean => !lt(x, y) && !lt(y, x);
  if (gt(A, B) || (eq(A, B) && gt(Math.abs(xi), Math.abs(eta)))) {
    return [
      [0, -1, 0],
      [-1, 0, 0],
      [0, 0, -1],
    ];
  }
  if (gt(B, C) || (eq(B, C) && gt(Math.abs(eta), Math.abs(zeta)))) {
    return [
      [-1, 0, 0],
      [0, 0, -1],
      [0, -1, 0],
    ];
  }
  const signs = signStep([xi, eta, zeta], lt);
  if (signs) return signs;
  if (gt(Math.abs(xi), B) || (eq(xi, B) && lt(2 * eta, zeta)) || (eq(xi, -B) && lt(zeta, 0))) {
    return [
      [1, 0, 0],
      [0, 1, 0],
      [0, -sign(xi), 1],
    ];
  }
  if (gt(Math.abs(eta), A) || (eq(eta, A) && lt(2 * xi, zeta)) || (eq(eta, -A) && lt(zeta, 0))) {
    return [
      [1, 0, 0],
      [0, 1, 0],
      [-sign(eta), 0, 1],
    ];
  }
  if (gt(Math.abs(zeta), A) || (eq(zeta, A) && lt(2 * xi, eta)) || (eq(zeta, -A) && lt(eta, 0))) {
    return [
      [1, 0, 0],
      [-sign(zeta), 1, 0],
      [0, 0, 1],
    ];
  }
  const sum = xi + eta + zeta + A + B;
  if (lt(sum, 0) || (eq(sum, 0) && gt(2 * (A + eta) + zeta, 0))) {
    return [
      [1, 0, 0],
      [0, 1, 0],
      [1, 1, 1],
    ];
  }
  return null;
}

type Three = [number, number, number];

const product = ([i, j, k]: Readonly<Three>): number => i * j * k;

/** Makes all three angles acute or all three not acute, where they are not so already. */
function signStep(
  products: Readonly<Three>,
  lt: (x: number, y: number) => boolean,
): Matrix3 | null {
  const signs = products.map((value) => (lt(0, value) ? 1 : lt(value, 0) ? -1 : 0)) as Three;
  const unwanted = product(signs) > 0 ? -1 : 1;
  const flips = signs.map((value) => (value === unwanted ? -1 : 1)) as Three;
  // An odd number of turns would change the hand: a right angle can be turned for nothing.
  const free = signs.lastIndexOf(0);
  if (product(flips) < 0 && free >= 0) flips[free as 0 | 1 | 2] = -1;
  const [i, j, k] = flips;
  if (i === 1 && j === 1 && k === 1) return null;
  return [
    [i, 0, 0],
    [0, j, 0],
    [0, 0, k],
  ];
}

/**
 * Niggli's reduced cell of the lattice of `rows`.
 * @param rows cell vectors, Å
 */
export function reduceCell(rows: Matrix3): Matrix3 {
  const volume = Math.abs(
    rows[0][0] * (rows[1][1] * rows[2][2] - rows[1][2] * rows[2][1]) +
      rows[0][1] * (rows[1][2] * rows[2][0] - rows[1][0] * rows[2][2]) +
      rows[0][2] * (rows[1][0] * rows[2][1] - rows[1][1] * rows[2][0]),
  );
  const eps = TOLERANCE * volume ** (2 / 3);
  let cell = rows;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const change = step(metricOf(cell), eps);
    if (change === null) return cell;
    cell = multiply(change, cell);
  }
  return cell;
}
