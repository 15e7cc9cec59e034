import { TensorError } from '../errors';
import type { Operation } from '../graph/operation';
import { makeTensor, requireKind, type Tensor } from '../graph/tensor';
import { normaliseAxis } from '../shapes/axes';
import { describeShape } from '../shapes/shape';
import { uniformValue } from './broadcast-to';
import { concat } from './concat';
import { zeros } from './full';
import { slice } from './slice';

type PadAttributes = Readonly<{ axis: number; before: number; after: number }>;

const PAD: Operation<PadAttributes> = {
  name: 'pad',
  toOnnx: ({ kind, attributes: { axis, before, after } }, [x = ''], onnx) => {
    const widths = onnx.integers([before, after]);
    return onnx.node('Pad', [x, widths, onnx.scalar(kind, 0), onnx.integers([axis])]);
  },
  gradient: ({ inputs: [x], attributes: { axis, before } }, g) => {
    const size = x?.shape[axis];
    return typeof size === 'number' ? [slice(g, axis, before, before + size)] : [];
  },
  simplify: ({ inputs: [x], shape }) =>
    x && uniformValue(x) === 0 ? zeros(shape, x.kind) : undefined,
};

/**
 * Adds zeros before and after along one axis.
 * @throws {TensorError} when that axis has a named size
 */
export function pad(x: Tensor, axis: number, before: number, after: number): Tensor {
  requireKind('pad', x, 'float', 'double', 'int');
  const along = normaliseAxis('pad', x.shape, axis);
  const size = x.shape[along];
  const widthsOk = [before, after].every((width) => Number.isInteger(width) && width >= 0);
  if (typeof size !== 'number' || !widthsOk) {
    const widths = `${before} before and ${after} after axis ${along}`;
    throw new TensorError(`pad: cannot put ${widths} of ${describeShape(x.shape)}.`);
  }
  if (before === 0 && after === 0) return x;
  const shape = x.shape.with(along, before + size + after);
  return makeTensor(PAD, [x], x.kind, shape, { axis: along, before, after });
}

/** Two padded tensors that fill each other's zeros exactly, as slices of one tensor leave them. */
export function joinPads(a: Tensor, b: Tensor): Tensor | undefined {
  return joinInOrder(a, b) ?? joinInOrder(b, a);
}

function joinInOrder(first: Tensor, second: Tensor): Tensor | undefined {
  const [a, b] = [first.inputs[0], second.inputs[0]];
  if (first.operation !== PAD || second.operation !== PAD || !a || !b) return undefined;
  const left = (first as Tensor<PadAttributes>).attributes;
  const right = (second as Tensor<PadAttributes>).attributes;
  if (left.axis !== right.axis || first.shape.length !== second.shape.length) return undefined;
  const fits =
    left.before + Number(a.shape[left.axis]) === right.before &&
    left.after === right.after + Number(b.shape[right.axis]);
  return fits ? pad(concat([a, b], left.axis), left.axis, left.before, right.after) : undefined;
}
