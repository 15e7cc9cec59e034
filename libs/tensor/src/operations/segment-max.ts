import type { Operation } from '../graph/operation';
import { makeTensor, type Tensor } from '../graph/tensor';
import type { Dim } from '../shapes/shape';
import { segmentShape } from './segment-sum';

/** Below every float32, and unlike -Infinity without NaN when it is multiplied by 0. */
const LOWEST = -3.4028234663852886e38;

const SEGMENT_MAX: Operation = {
  name: 'segmentMax',
  toOnnx: ({ kind, shape }, [x = '', index = ''], onnx) => {
    const column = onnx.node('Unsqueeze', [index, onnx.integers([1])]);
    const start = onnx.fill(kind, LOWEST, shape);
    return onnx.node('ScatterND', [start, column, x], { reduction: 'max' });
  },
};

/**
 * The largest of the rows of each segment, as `segmentSum`; the lowest float32 where there is none.
 * No gradient passes: it is meant for softmax, whose value does not depend on it.
 */
export function segmentMax(x: Tensor, index: Tensor, count: Dim): Tensor {
  return makeTensor(SEGMENT_MAX, [x, index], x.kind, segmentShape('segmentMax', x, index, count));
}
