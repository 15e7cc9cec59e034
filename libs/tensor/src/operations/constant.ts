import { TensorError } from '../errors';
import type { Operation } from '../graph/operation';
import { makeTensor, type Kind, type Tensor } from '../graph/tensor';
import { describeShape, isStatic } from '../shapes/shape';

type Values = Float64Array | Float32Array | Int32Array | Uint8Array;
type ConstantAttributes = Readonly<{ values: Values }>;

const CONSTANT: Operation<ConstantAttributes> = {
  name: 'constant',
  toOnnx: ({ kind, shape, attributes }, _inputs, onnx) =>
    onnx.constant(kind, attributes.values, isStatic(shape) ? shape : []),
};

/** A copy, exact: floats keep 64 bits, unless they came with 32, for a graph of float64. */
function copyValues(values: ArrayLike<number>, kind: Kind): Values {
  if (kind === 'int') return Int32Array.from(values);
  if (kind === 'bool') return Uint8Array.from(values);
  return values instanceof Float32Array ? values.slice() : Float64Array.from(values);
}

/**
 * Known values in row-major order; a number makes a scalar, and values without a shape a vector.
 * @throws {TensorError} when their number is not that of the shape
 */
export function constant(
  values: number | ArrayLike<number>,
  shape?: readonly number[],
  kind: Kind = 'float',
): Tensor {
  const list = typeof values === 'number' ? [values] : values;
  const dims = shape ?? (typeof values === 'number' ? [] : [list.length]);
  if (dims.reduce((product, dim) => product * dim, 1) !== list.length) {
    throw new TensorError(`constant: ${list.length} values do not fill ${describeShape(dims)}.`);
  }
  return makeTensor(CONSTANT, [], kind, [...dims], { values: copyValues(list, kind) });
}

/** The values of a constant; undefined for any other tensor. */
export function constantValues(x: Tensor): Values | undefined {
  return x.operation === CONSTANT ? (x as Tensor<ConstantAttributes>).attributes.values : undefined;
}

/** A constant in the place of a tensor of static shape. */
export function constantLike(x: Tensor, values: ArrayLike<number>): Tensor {
  return constant(values, isStatic(x.shape) ? x.shape : [], x.kind);
}
