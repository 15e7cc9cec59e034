import {
  concat,
  constant,
  expandDims,
  matmul,
  mul,
  ones,
  reshape,
  type Tensor,
} from '@nano-os/tensor';

const ROOT_3 = Math.sqrt(3);

/** Real harmonics of degree 2 as sums over the nine products of two components, a row each. */
const OF_PRODUCTS: readonly (readonly number[])[] = [
  // xx, xy, xz, yx, yy, yz, zx, zy, zz
  [0, ROOT_3, 0, 0, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, ROOT_3, 0, 0, 0],
  [-0.5, 0, 0, 0, -0.5, 0, 0, 0, 1],
  [0, 0, ROOT_3, 0, 0, 0, 0, 0, 0],
  [ROOT_3 / 2, 0, 0, 0, -ROOT_3 / 2, 0, 0, 0, 0],
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
    const products = mul(expandDims(direction, 2), expandDims(direction, 1));
    const table = OF_PRODUCTS[0]?.flatMap((_, product) =>
      OF_PRODUCTS.map((row) => row[product] ?? 0),
    );
    parts.push(
      matmul(reshape(products, [bonds, 9]), constant(table ?? [], [9, 5], direction.kind)),
    );
  }
  return concat(parts, 1);
}
