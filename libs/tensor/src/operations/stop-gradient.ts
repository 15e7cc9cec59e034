import type { Operation } from '../graph/operation';
import { makeTensor, type Tensor } from '../graph/tensor';

const STOP: Operation = {
  name: 'stopGradient',
  toOnnx: (_node, [x = '']) => x,
  simplify: ({ inputs: [x] }) => x,
};

/** The same values, taken as constant by `grad`. */
export function stopGradient(x: Tensor): Tensor {
  return makeTensor(STOP, [x], x.kind, x.shape);
}
