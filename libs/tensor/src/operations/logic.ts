import { binary } from './binary';
import { unary } from './unary';

/** Whether both hold; operands are of kind bool, as in the others here. */
export const and = binary({
  name: 'and',
  onnx: 'And',
  kinds: ['bool'],
  evaluate: (a, b) => a & b,
});

export const or = binary({
  name: 'or',
  onnx: 'Or',
  kinds: ['bool'],
  evaluate: (a, b) => a | b,
});

export const not = unary({
  name: 'not',
  onnx: 'Not',
  kinds: ['bool'],
  evaluate: (x) => 1 - x,
});
