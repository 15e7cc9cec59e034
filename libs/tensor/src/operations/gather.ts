import { TensorError } from '../errors';
import type { Operation } from '../graph/operation';
import { makeTensor, requireKind, type Tensor } from '../graph/tensor';
import { describeShape } from '../shapes/shape';
import { broadcastTo, unbroadcast } from './broadcast-to';
import { reshape } from './reshape';
import { segmentSum } from './segment-sum';

const GATHER: Operation = {
  name: 'gather',
  toOnnx: (_node, inputs, onnx) => onnx.node('Gather', inputs, { axis: 0 }),
  gradient: ({ inputs: [x, index] }, g) => {
    const count = x?.shape[0];
    return index && count !== undefined ? [segmentSum(g, index, count)] : [];
  },
  simplify: ({ inputs: [x], shape }) => {
    if (!x) return undefined;
    const base = unbroadcast(x);
    const rank = x.shape.length;
    if (base === x || (base.shape.length === rank && base.shape[0] !== 1)) return undefined;
    // All rows are the same one.
    const row = base.shape.length === rank ? base.shape.slice(1) : base.shape;
    return broadcastTo(reshape(base, row), shape);
  },
};

/**
 * Rows of x: x of [n, ..] by an int index of [e] gives [e, ..]. An index from n up is refused when
 * the graph runs.
 */
export function gather(x: Tensor, index: Tensor): Tensor {
  requireKind('gather', index, 'int');
  if (x.shape.length === 0 || index.shape.length !== 1) {
    const shapes = `${describeShape(x.shape)} by ${describeShape(index.shape)}`;
    throw new TensorError(`gather: cannot take rows of ${shapes}.`);
  }
  return makeTensor(GATHER, [x, index], x.kind, [...index.shape, ...x.shape.slice(1)]);
}
