import type { Operation } from '../graph/operation';
import { makeTensor, type Tensor } from '../graph/tensor';

const DIM_SIZE: Operation<Readonly<{ dim: string }>> = {
  name: 'dimSize',
  toOnnx: ({ attributes: { dim } }, _inputs, onnx) => {
    const size = onnx.node('Squeeze', [onnx.size(dim)]);
    return onnx.node('Cast', [size], { to: onnx.typeNumber('float') });
  },
};

/** A named size as a number of kind `float`, read from an input when the graph runs. */
export function dimSize(name: string): Tensor {
  return makeTensor(DIM_SIZE, [], 'float', [], { dim: name });
}
