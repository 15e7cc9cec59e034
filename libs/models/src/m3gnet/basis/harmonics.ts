import { concat, constant, matmul, mul, ones, type Tensor } from '@nano-os/tensor';

const ROOT_3 = Math.sqrt(3);

/** Pairs of components whose products make up the harmonics of degree 2: xx, xy, xz, yy, yz, zz. */
const PAIRS = [
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 1],
  [1, 2],
  [2, 2],
] as const;

/** Real harmonics of degree 2 as sums over these products, a row each. */
const OF_PRODUCTS: readonly (readonly number[])[] = [
  [0, ROOT_3, 0, 0, 0, 0],
  [0, 0, 0, 0, ROOT_3, 0],
  [-0.5, 0, 0, -0.5, 0, 1],
  [0, 0, ROOT_3, 0, 0, 0],
  [ROOT_3 / 2, 0, 0, -ROOT_3 / 2, 0, 0],
];

/**
 * Real spherical harmonics in Racah's normalisation: summed over the components of one degree, the
 * product of those of two directions is the Legendre polynomial of the cosine between them.
 * @param direction [bonds, 3], unit vectors
 * @param degrees 1 to 3, from degree 0 on
 * @returns [bonds, degrees²], 1, 3 and 5 components
 */
export function harmonics(direction: Tensor, degrees: number): Tensor {
  const [bonds = 1] = direction.shape;
  const parts = [ones([bonds, 1], direction.kind)];
  if (degrees > 1) parts.push(direction);
  if (degrees > 2) {
    const { kind } = direction;
    // Columns are picked by matrices of zeros and ones, which costs less than taking them apart.
    const [first = direction, second = direction] = [0, 1].map((place) => {
      const picks = [0, 1, 2].flatMap((axis) => PAIRS.map((pair) => Number(pair[place] === axis)));
      return matmul(direction, constant(picks, [3, PAIRS.length], kind));
    });
    const table = PAIRS.flatMap((_, product) => OF_PRODUCTS.map((row) => row[product] ?? 0));
    parts.push(matmul(mul(first, second), constant(table, [PAIRS.length, 5], kind)));
  }
  return concat(parts, 1);
}
