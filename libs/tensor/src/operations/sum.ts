import type { Operation } from '../graph/operation';
import { makeTensor, requireKind, type Tensor } from '../graph/tensor';
import { normaliseAxes } from '../shapes/axes';
import { repeatedAxes } from '../shapes/broadcast';
import type { Dim, Shape } from '../shapes/shape';
import { broadcastTo, unbroadcast } from './broadcast-to';
import { cast } from './cast';
import { dimSize } from './dim-size';
import { div, mul, scaled } from './arithmetic';
import { reshape } from './reshape';

type SumAttributes = Readonly<{ axes: readonly number[]; keepDims: boolean }>;

const SUM: Operation<SumAttributes> = {
  name: 'sum',
  toOnnx: ({ attributes: { axes, keepDims } }, [x = ''], onnx) =>
    onnx.node('ReduceSum', [x, onnx.integers(axes)], { keepdims: keepDims ? 1 : 0 }),
  gradient: ({ inputs: [x], attributes }, g) => {
    if (!x) return [];
    return [broadcastTo(reshape(g, summedShape(x.shape, attributes.axes, true)), x.shape)];
  },
  simplify: (node) => {
    const [x] = node.inputs;
    if (!x) return undefined;
    const { axes, keepDims } = node.attributes;
    const long = axes.filter((axis) => x.shape[axis] !== 1);
    if (long.length < axes.length) return reshape(sum(x, long, keepDims), node.shape);
    const product = scaled(x);
    if (product) return mul(sum(product.base, axes, keepDims), product.factor);
    return sumOfRepeated(x, axes, node.shape) ?? sumOfSum(x, axes, keepDims);
  },
};

function summedShape(shape: Shape, axes: readonly number[], keepDims: boolean): Dim[] {
  const result = shape.map((dim, axis) => (axes.includes(axis) ? 1 : dim));
  return keepDims ? result : result.filter((_, axis) => !axes.includes(axis));
}

/** Adding up a repeated value is multiplying it. */
function sumOfRepeated(x: Tensor, axes: readonly number[], shape: Shape): Tensor | undefined {
  const base = unbroadcast(x);
  const repeated = repeatedAxes(base.shape, x.shape).filter((axis) => axes.includes(axis));
  if (base === x || repeated.length === 0) return undefined;
  const aligned = reshape(base, [
    ...Array<Dim>(x.shape.length - base.shape.length).fill(1),
    ...base.shape,
  ]);
  const rest = axes.filter((axis) => !repeated.includes(axis));
  const times = repeated.map((axis) => x.shape[axis] ?? 1);
  const partly = mul(sum(aligned, rest, true), elementsAs(times, x));
  return reshape(broadcastTo(partly, summedShape(x.shape, axes, true)), shape);
}

/** One reduction over the axes of both. */
function sumOfSum(x: Tensor, axes: readonly number[], keepDims: boolean): Tensor | undefined {
  const [inner] = x.inputs;
  if (x.operation !== SUM || !inner) return undefined;
  const { attributes } = x as Tensor<SumAttributes>;
  if (attributes.keepDims !== keepDims) return undefined;
  const left = [...inner.shape.keys()].filter(
    (axis) => keepDims || !attributes.axes.includes(axis),
  );
  const outer = axes.map((axis) => left[axis] ?? 0);
  return sum(inner, [...new Set([...attributes.axes, ...outer])], keepDims);
}

/** A product of sizes as a scalar of the kind of `like`. */
function elementsAs(dims: readonly Dim[], like: Tensor): Tensor | number {
  let known = 1;
  let named: Tensor | undefined;
  for (const dim of dims) {
    if (typeof dim === 'number') known *= dim;
    else named = named ? mul(named, dimSize(dim)) : dimSize(dim);
  }
  return named ? mul(cast(named, like.kind), known) : known;
}

/** The sum over some axes, all by default. */
export function sum(x: Tensor, axes?: readonly number[], keepDims = false): Tensor {
  requireKind('sum', x, 'float', 'double', 'int');
  const list = normaliseAxes('sum', x.shape, axes ?? [...x.shape.keys()]);
  if (list.length === 0) return x;
  const shape = summedShape(x.shape, list, keepDims);
  return makeTensor(SUM, [x], x.kind, shape, { axes: list, keepDims });
}

/** The mean over some axes, all by default. */
export function mean(x: Tensor, axes?: readonly number[], keepDims = false): Tensor {
  requireKind('mean', x, 'float', 'double');
  const list = normaliseAxes('mean', x.shape, axes ?? [...x.shape.keys()]);
  const count = elementsAs(
    list.map((axis) => x.shape[axis] ?? 1),
    x,
  );
  const total = sum(x, list, keepDims);
  return typeof count === 'number' ? mul(total, 1 / count) : div(total, count);
}
