import { TensorError } from '../errors';
import type { Operation } from '../graph/operation';
import { makeTensor, type Tensor } from '../graph/tensor';
import { describeShape, isStatic } from '../shapes/shape';
import { mul, scaled } from './arithmetic';
import { broadcastTo, unbroadcast } from './broadcast-to';
import { constantLike, constantValues } from './constant';
import { evaluateTranspose } from './evaluate';
import { reshape } from './reshape';

type TransposeAttributes = Readonly<{ perm: readonly number[] }>;

const TRANSPOSE: Operation<TransposeAttributes> = {
  name: 'transpose',
  toOnnx: ({ attributes: { perm } }, [x = ''], onnx) => onnx.node('Transpose', [x], { perm }),
  gradient: ({ attributes: { perm } }, g) => [
    transpose(
      g,
      perm.map((_, axis) => perm.indexOf(axis)),
    ),
  ],
  simplify: (node) => {
    const [x] = node.inputs;
    const { perm } = node.attributes;
    if (!x) return undefined;
    const values = constantValues(x);
    if (values && isStatic(x.shape)) {
      return constantLike(node, evaluateTranspose({ values, shape: x.shape }, perm));
    }
    if (x.operation === TRANSPOSE && x.inputs[0]) {
      const inner = (x as Tensor<TransposeAttributes>).attributes.perm;
      return transpose(
        x.inputs[0],
        perm.map((axis) => inner[axis] ?? 0),
      );
    }
    const product = scaled(x);
    if (product) return mul(transpose(product.base, perm), product.factor);
    // Axes of size 1 may move freely.
    const long = perm.filter((axis) => x.shape[axis] !== 1);
    if (long.every((axis, i) => i === 0 || axis > (long[i - 1] ?? 0))) {
      return reshape(x, node.shape);
    }
    const base = unbroadcast(x);
    if (base === x) return undefined;
    const ones = new Array<number>(x.shape.length - base.shape.length).fill(1);
    return broadcastTo(transpose(reshape(base, [...ones, ...base.shape]), perm), node.shape);
  },
};

/**
 * The axes in another order: axis i of the result is axis `perm[i]` of x. By default reversed.
 * @throws {TensorError} when `perm` is not an order of the axes
 */
export function transpose(x: Tensor, perm?: readonly number[]): Tensor {
  const order = perm ?? [...x.shape.keys()].reverse();
  const isOrder =
    order.length === x.shape.length && x.shape.every((_, axis) => order.includes(axis));
  if (!isOrder) {
    const shape = describeShape(x.shape);
    throw new TensorError(`transpose: [${order.join(', ')}] is no order of the axes of ${shape}.`);
  }
  if (order.every((axis, i) => axis === i)) return x;
  const shape = order.map((axis) => x.shape[axis] ?? 1);
  return makeTensor(TRANSPOSE, [x], x.kind, shape, { perm: order });
}
