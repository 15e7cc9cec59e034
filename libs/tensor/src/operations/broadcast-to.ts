import { TensorError } from '../errors';
import type { Operation } from '../graph/operation';
import { makeTensor, type Tensor } from '../graph/tensor';
import { broadcastShapes, repeatedAxes } from '../shapes/broadcast';
import { describeShape, sameShape, type Shape } from '../shapes/shape';
import { constantValues } from './constant';
import { reshape } from './reshape';
import { sum } from './sum';

const BROADCAST: Operation = {
  name: 'broadcastTo',
  toOnnx: ({ inputs: [x], kind, shape }, [name = ''], onnx) => {
    const value = x && uniformValue(x);
    return value === undefined
      ? onnx.node('Expand', [name, onnx.shape(shape)])
      : onnx.fill(kind, value, shape);
  },
  gradient: ({ inputs: [x] }, g) => (x ? [sumTo(g, x.shape)] : []),
  simplify: ({ inputs: [x], shape }) => {
    const base = x && unbroadcast(x);
    return base && base !== x ? broadcastTo(base, shape) : undefined;
  },
};

/**
 * Repeats a tensor along new leading axes and along axes of size 1.
 * @throws {TensorError} when the shape does not follow from it by NumPy's rule
 */
export function broadcastTo(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const result = broadcastShapes(x.shape, shape);
  if (!result || !sameShape(result, shape)) {
    const shapes = `${describeShape(x.shape)} to ${describeShape(shape)}`;
    throw new TensorError(`broadcastTo: cannot repeat ${shapes}.`);
  }
  return makeTensor(BROADCAST, [x], x.kind, [...shape]);
}

/** What a tensor repeats, or itself when it repeats nothing. */
export function unbroadcast(x: Tensor): Tensor {
  return (x.operation === BROADCAST ? x.inputs[0] : undefined) ?? x;
}

/** The value of a tensor that is known to be one number everywhere. */
export function uniformValue(x: Tensor): number | undefined {
  const values = constantValues(unbroadcast(x));
  return values?.length === 1 ? values[0] : undefined;
}

/** Undoes a repetition: sums over the axes along which a tensor of `shape` was repeated. */
export function sumTo(x: Tensor, shape: Shape): Tensor {
  const axes = repeatedAxes(shape, x.shape);
  if (axes.length === 0) return x;
  const onlyNew = axes.length === x.shape.length - shape.length;
  return onlyNew ? sum(x, axes) : reshape(sum(x, axes, true), shape);
}
