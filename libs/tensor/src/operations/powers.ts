import type { Tensor } from '../graph/tensor';
import { div, mul, neg } from './arithmetic';
import { greater } from './compare';
import { fullLike } from './full';
import { unary } from './unary';
import { where } from './where';

/** x · x */
export const square = unary({
  name: 'square',
  onnx: (x, onnx) => onnx.node('Mul', [x, x]),
  evaluate: (x) => x * x,
  gradient: (g, x) => mul(g, mul(x, 2)),
});

/**
 * Square root. Its gradient at 0 is taken as 0, where the limit is infinite: so that the length of
 * a vector of zeros has the gradient zero and not NaN.
 */
export const sqrt = unary({
  name: 'sqrt',
  onnx: 'Sqrt',
  evaluate: Math.sqrt,
  gradient: (g, _x, y) => div(mul(g, 0.5), where(greater(y, 0), y, Infinity)),
});

/** 1 / x. */
export const reciprocal = unary({
  name: 'reciprocal',
  onnx: 'Reciprocal',
  evaluate: (x) => 1 / x,
  gradient: (g, _x, y) => neg(mul(g, square(y))),
});

const powers = new Map<number, (x: Tensor) => Tensor>();

function anyPower(exponent: number): (x: Tensor) => Tensor {
  const known = powers.get(exponent);
  if (known) return known;
  const power = unary({
    name: `pow ${exponent}`,
    onnx: (x, onnx, node) => onnx.node('Pow', [x, onnx.scalarFor(node, exponent)]),
    evaluate: (x) => x ** exponent,
    gradient: (g, x) => mul(g, mul(pow(x, exponent - 1), exponent)),
  });
  powers.set(exponent, power);
  return power;
}

/** Up to here a product of squares is cheaper than Pow, ten times dearer than a product. */
const LARGEST_PRODUCT = 64;

/**
 * x to a fixed power. Whole and half powers are made of products and a root; others take x > 0.
 */
export function pow(x: Tensor, exponent: number): Tensor {
  if (exponent === 1) return x;
  if (exponent === 2) return square(x);
  if (exponent === 0.5) return sqrt(x);
  if (exponent === 0) return fullLike(x, 1);
  if (exponent < 0 && exponent >= -LARGEST_PRODUCT && Number.isInteger(exponent * 2)) {
    return reciprocal(pow(x, -exponent));
  }
  if (exponent > LARGEST_PRODUCT || !Number.isInteger(exponent * 2)) return anyPower(exponent)(x);
  if (exponent % 1 === 0.5) return mul(pow(x, exponent - 0.5), sqrt(x));
  const half = pow(square(x), Math.floor(exponent / 2));
  return exponent % 2 === 0 ? half : mul(half, x);
}
