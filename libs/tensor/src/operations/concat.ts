import { TensorError } from '../errors';
import type { Operation } from '../graph/operation';
import { makeTensor, requireKind, type Tensor } from '../graph/tensor';
import { normaliseAxis } from '../shapes/axes';
import { describeShape, isStatic, sameShape } from '../shapes/shape';
import { uniformValue } from './broadcast-to';
import { constantLike, constantValues } from './constant';
import { evaluateConcat } from './evaluate';
import { full } from './full';
import { slice } from './slice';

type ConcatAttributes = Readonly<{ axis: number }>;

const CONCAT: Operation<ConcatAttributes> = {
  name: 'concat',
  toOnnx: ({ attributes: { axis } }, inputs, onnx) => onnx.node('Concat', inputs, { axis }),
  gradient: ({ inputs, attributes: { axis } }, g, wanted) => {
    let start = 0;
    return inputs.map((x, i) => {
      const end = start + Number(x.shape[axis]);
      const part = wanted[i] ? slice(g, axis, start, end) : undefined;
      start = end;
      return part;
    });
  },
  simplify: (node) => {
    const { inputs, shape, kind, attributes } = node;
    const [value, ...others] = inputs.map(uniformValue);
    const isUniform = value !== undefined && others.every((other) => other === value);
    if (isUniform) return full(shape, value, kind);
    const parts = inputs.flatMap((x) => {
      const values = constantValues(x);
      return values && isStatic(x.shape) ? [{ values, shape: x.shape }] : [];
    });
    if (parts.length < inputs.length) return undefined;
    return constantLike(node, evaluateConcat(parts, attributes.axis));
  },
};

/**
 * Joins tensors along one axis.
 * @throws {TensorError} when that axis has a named size or the other axes differ
 */
export function concat(xs: readonly Tensor[], axis: number): Tensor {
  const [first] = xs;
  if (!first) throw new TensorError('concat: there is nothing to join.');
  const along = normaliseAxis('concat', first.shape, axis);
  let total = 0;
  for (const x of xs) {
    requireKind('concat', x, first.kind);
    const size = x.shape[along];
    if (
      typeof size !== 'number' ||
      !sameShape(x.shape.with(along, 1), first.shape.with(along, 1))
    ) {
      const shapes = xs.map(({ shape }) => describeShape(shape)).join(', ');
      throw new TensorError(`concat: cannot join ${shapes} along axis ${along}.`);
    }
    total += size;
  }
  if (xs.length === 1) return first;
  return makeTensor(CONCAT, xs, first.kind, first.shape.with(along, total), { axis: along });
}

/** The axis along which a concatenation joins; undefined for any other tensor. */
export function joinedAxis(x: Tensor): number | undefined {
  return x.operation === CONCAT ? (x as Tensor<ConcatAttributes>).attributes.axis : undefined;
}
