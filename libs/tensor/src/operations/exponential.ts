import { div, mul } from './arithmetic';
import { unary } from './unary';

/** e^x */
export const exp = unary({
  name: 'exp',
  onnx: 'Exp',
  evaluate: Math.exp,
  gradient: (g, _x, y) => mul(g, y),
});

/** Natural logarithm. */
export const log = unary({
  name: 'log',
  onnx: 'Log',
  evaluate: Math.log,
  gradient: (g, x) => div(g, x),
});
