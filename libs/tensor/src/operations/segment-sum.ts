import { TensorError } from '../errors';
import type { Operation } from '../graph/operation';
import { makeTensor, requireKind, type Tensor } from '../graph/tensor';
import { describeShape, type Dim, type Shape } from '../shapes/shape';
import { mul, scaled } from './arithmetic';
import { uniformValue } from './broadcast-to';
import { zeros } from './full';
import { gather } from './gather';

const SEGMENT_SUM: Operation = {
  name: 'segmentSum',
  toOnnx: ({ kind, shape }, [x = '', index = ''], onnx) => {
    const column = onnx.node('Unsqueeze', [index, onnx.integers([1])]);
    const start = onnx.fill(kind, 0, shape);
    return onnx.node('ScatterND', [start, column, x], { reduction: 'add' });
  },
  gradient: ({ inputs: [, index] }, g) => (index ? [gather(g, index)] : []),
  simplify: ({ inputs: [x, index], shape, kind }) => {
    if (!x || !index) return undefined;
    if (uniformValue(x) === 0) return zeros(shape, kind);
    const product = scaled(x);
    return product && mul(segmentSum(product.base, index, shape[0] ?? 1), product.factor);
  },
};

/** The result's shape, when rows of x are put into `count` segments. */
export function segmentShape(operation: string, x: Tensor, index: Tensor, count: Dim): Shape {
  requireKind(operation, x, 'float', 'double');
  requireKind(operation, index, 'int');
  if (index.shape.length !== 1 || x.shape[0] !== index.shape[0]) {
    const shapes = `${describeShape(x.shape)} by ${describeShape(index.shape)}`;
    throw new TensorError(`${operation}: cannot put rows of ${shapes} into segments.`);
  }
  return [count, ...x.shape.slice(1)];
}

/**
 * Adds the rows of x, [e, ..], that have the same number in `index`, [e], which gives [count, ..];
 * a segment without rows is 0. The order of addition is that of the rows, so results are the same
 * to the bit in every run. An index from `count` up is refused when the graph runs.
 */
export function segmentSum(x: Tensor, index: Tensor, count: Dim): Tensor {
  return makeTensor(SEGMENT_SUM, [x, index], x.kind, segmentShape('segmentSum', x, index, count));
}
