import { mul, neg } from './arithmetic';
import { unary } from './unary';

/** Sine of an angle in radians. */
export const sin = unary({
  name: 'sin',
  onnx: 'Sin',
  evaluate: Math.sin,
  gradient: (g, x) => mul(g, cos(x)),
});

/** Cosine of an angle in radians. */
export const cos = unary({
  name: 'cos',
  onnx: 'Cos',
  evaluate: Math.cos,
  gradient: (g, x) => neg(mul(g, sin(x))),
});
