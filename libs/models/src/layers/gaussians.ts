import {
  cast,
  constant,
  exp,
  expandDims,
  minimum,
  mul,
  neg,
  square,
  sub,
  type Tensor,
} from '@nano-os/tensor';

/** Bumps at equal steps of the distance, `exp(−sharpness · (d − centre)²)`. */
export interface Gaussians {
  /** The first centre, Å. */
  readonly first: number;
  /** The last centre, Å. */
  readonly last: number;
  readonly count: number;
  /** 1/Å² */
  readonly sharpness: number;
}

/**
 * Beyond, e^−x is nothing beside 1; and before 87, where it stops being a normal number: processors
 * take a hundred times longer for products with those below.
 */
const LARGEST_EXPONENT = 60;

/**
 * Expands distances in Gaussians.
 * @param distance double [n], Å: differences to the centres are taken before rounding to float
 * @returns float [n, count]
 */
export function expandInGaussians(
  distance: Tensor,
  { first, last, count, sharpness }: Gaussians,
): Tensor {
  const step = (last - first) / (count - 1);
  const centres = Float64Array.from({ length: count }, (_, index) => first + index * step);
  const offset = sub(expandDims(distance, 1), constant(centres, [1, count], 'double'));
  const exponent = mul(square(cast(offset, 'float')), constant(sharpness));
  return exp(neg(minimum(exponent, constant(LARGEST_EXPONENT))));
}
