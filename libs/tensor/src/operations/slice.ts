import { TensorError } from '../errors';
import type { Operation } from '../graph/operation';
import { makeTensor, type Tensor } from '../graph/tensor';
import { normaliseAxis } from '../shapes/axes';
import { describeShape } from '../shapes/shape';
import { broadcastTo, unbroadcast } from './broadcast-to';
import { joinedAxis } from './concat';
import { pad } from './pad';

type SliceAttributes = Readonly<{ axis: number; start: number; end: number }>;

const SLICE: Operation<SliceAttributes> = {
  name: 'slice',
  toOnnx: ({ attributes: { axis, start, end } }, [x = ''], onnx) =>
    onnx.node('Slice', [x, onnx.integers([start]), onnx.integers([end]), onnx.integers([axis])]),
  gradient: ({ inputs: [x], attributes: { axis, start, end } }, g) => {
    const size = x?.shape[axis];
    return typeof size === 'number' ? [pad(g, axis, start, size - end)] : [];
  },
  simplify: ({ inputs: [x], shape, attributes: { axis, start, end } }) => {
    if (!x) return undefined;
    const base = unbroadcast(x);
    if (base !== x) {
      const own = axis - x.shape.length + base.shape.length;
      const isRepeated = own < 0 || base.shape[own] === 1;
      const part = isRepeated ? base : slice(base, own, start, end);
      return broadcastTo(part, shape);
    }
    return joinedPart(x, axis, start, end);
  },
};

/** The tensor that a concatenation has at that place. */
function joinedPart(x: Tensor, axis: number, start: number, end: number): Tensor | undefined {
  if (joinedAxis(x) !== axis) return undefined;
  let at = 0;
  for (const part of x.inputs) {
    const size = Number(part.shape[axis]);
    if (at <= start && end <= at + size) return slice(part, axis, start - at, end - at);
    at += size;
  }
  return undefined;
}

/**
 * The elements from `start` to before `end` along one axis; negative positions count from the end.
 * @throws {TensorError} when the axis has a named size or does not reach that far
 */
export function slice(x: Tensor, axis: number, start: number, end: number): Tensor {
  const along = normaliseAxis('slice', x.shape, axis);
  const size = x.shape[along];
  const range = `${start} to ${end} on axis ${along} of ${describeShape(x.shape)}`;
  if (typeof size !== 'number') throw new TensorError(`slice: ${range} has a named size.`);
  const [from, to] = [start, end].map((at) => (at < 0 ? at + size : at));
  if (from === undefined || to === undefined || from < 0 || from > to || to > size) {
    throw new TensorError(`slice: ${range} is out of range.`);
  }
  if (from === 0 && to === size) return x;
  const shape = x.shape.with(along, to - from);
  return makeTensor(SLICE, [x], x.kind, shape, { axis: along, start: from, end: to });
}
