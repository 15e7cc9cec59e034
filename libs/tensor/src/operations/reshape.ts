import { TensorError } from '../errors';
import type { Operation } from '../graph/operation';
import { makeTensor, type Tensor } from '../graph/tensor';
import { normaliseAxes } from '../shapes/axes';
import {
  countElements,
  describeShape,
  sameCount,
  sameShape,
  type Dim,
  type Shape,
} from '../shapes/shape';
import type { OnnxWriter } from '../encoding/onnx-writer';
import { mul, scaled } from './arithmetic';
import { broadcastTo, unbroadcast, uniformValue } from './broadcast-to';
import { constantLike, constantValues } from './constant';

/** The target as Reshape takes it: 0 copies the size of the same axis, -1 is what is left. */
function targetShape(from: Shape, to: Shape, onnx: OnnxWriter): string {
  const target = to.map((dim, axis) => {
    if (typeof dim === 'number') return dim;
    return dim === from[axis] ? 0 : -1;
  });
  const inferred = target.filter((dim) => dim === -1).length;
  return inferred <= 1 && !to.includes(0) ? onnx.integers(target) : onnx.shape(to);
}

const RESHAPE: Operation = {
  name: 'reshape',
  toOnnx: ({ inputs: [x], shape }, [name = ''], onnx) =>
    onnx.node('Reshape', [name, targetShape(x?.shape ?? [], shape, onnx)]),
  gradient: ({ inputs: [x] }, g) => (x ? [reshape(g, x.shape)] : []),
  simplify: (node) => {
    const [x] = node.inputs;
    if (!x) return undefined;
    const values = constantValues(x);
    if (values) return constantLike(node, values);
    if (uniformValue(x) !== undefined) {
      return broadcastTo(reshape(unbroadcast(x), []), node.shape);
    }
    const base = unbroadcast(x);
    if (base !== x) return reshapeRepeated(base, x.shape, node.shape);
    const product = scaled(x);
    if (product) return mul(reshape(product.base, node.shape), product.factor);
    const [inner] = x.operation === RESHAPE ? x.inputs : [];
    return inner && sameCount(inner.shape, node.shape) ? reshape(inner, node.shape) : undefined;
  },
};

/** Where only axes of size 1 come or go, it is enough to reshape what is repeated. */
function reshapeRepeated(base: Tensor, from: Shape, to: Shape): Tensor | undefined {
  const isLong = (dim: Dim) => dim !== 1;
  if (!sameShape(from.filter(isLong), to.filter(isLong))) return undefined;
  const aligned = [...new Array<Dim>(from.length - base.shape.length).fill(1), ...base.shape];
  const sizes = aligned.filter((_, axis) => from[axis] !== 1);
  let next = 0;
  return broadcastTo(
    reshape(
      base,
      to.map((dim) => (dim === 1 ? 1 : (sizes[next++] ?? 1))),
    ),
    to,
  );
}

/**
 * The same elements in row-major order under another shape. Where the named sizes differ, as in
 * `[edges]` to `[atoms, 12]`, it is for who feeds the graph to see that the numbers agree.
 * @throws {TensorError} when the numbers of elements are known to differ
 */
export function reshape(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const [from, to] = [countElements(x.shape), countElements(shape)];
  if (sameShape(from.named, to.named) && from.known !== to.known) {
    const shapes = `${describeShape(x.shape)} to ${describeShape(shape)}`;
    throw new TensorError(`reshape: ${shapes} changes the number of elements.`);
  }
  return makeTensor(RESHAPE, [x], x.kind, [...shape]);
}

/** Puts a new axis of size 1 at `axis` of the result; negative counts from the end. */
export function expandDims(x: Tensor, axis: number): Tensor {
  const position = axis < 0 ? axis + x.shape.length + 1 : axis;
  if (!Number.isInteger(position) || position < 0 || position > x.shape.length) {
    throw new TensorError(`expandDims: ${describeShape(x.shape)} has no place ${axis}.`);
  }
  return reshape(x, x.shape.toSpliced(position, 0, 1));
}

/**
 * Removes axes of size 1: those given, or all.
 * @throws {TensorError} when one of them has another size
 */
export function squeeze(x: Tensor, axes?: readonly number[]): Tensor {
  const all = [...x.shape.keys()].filter((axis) => x.shape[axis] === 1);
  const gone = axes ? normaliseAxes('squeeze', x.shape, axes) : all;
  const wrong = gone.find((axis) => x.shape[axis] !== 1);
  if (wrong !== undefined) {
    throw new TensorError(`squeeze: axis ${wrong} of ${describeShape(x.shape)} is not of size 1.`);
  }
  return reshape(
    x,
    x.shape.filter((_, axis) => !gone.includes(axis)),
  );
}
