import { cast } from './cast';
import { greaterOrEqual, less } from './compare';
import { mul, neg } from './arithmetic';
import { binary } from './binary';
import { unary } from './unary';
import { where } from './where';

/** The larger one; where both are equal, the gradient goes to the first. */
export const maximum = binary({
  name: 'maximum',
  onnx: 'Max',
  evaluate: Math.max,
  gradient: (g, a, b) => [
    () => mul(g, cast(greaterOrEqual(a, b), a.kind)),
    () => mul(g, cast(less(a, b), a.kind)),
  ],
  simplify: (a, b) => (a === b ? a : undefined),
});

/** The smaller one; where both are equal, the gradient goes to the first. */
export const minimum = binary({
  name: 'minimum',
  onnx: 'Min',
  evaluate: Math.min,
  gradient: (g, a, b) => [
    () => mul(g, cast(greaterOrEqual(b, a), a.kind)),
    () => mul(g, cast(less(b, a), a.kind)),
  ],
  simplify: (a, b) => (a === b ? a : undefined),
});

/** |x|; its gradient at 0 is that of x. */
export const abs = unary({
  name: 'abs',
  onnx: 'Abs',
  kinds: ['float', 'double', 'int'],
  evaluate: Math.abs,
  gradient: (g, x) => where(less(x, 0), neg(g), g),
});

/** The largest whole number not above x; no gradient passes. */
export const floor = unary({ name: 'floor', onnx: 'Floor', evaluate: Math.floor });
