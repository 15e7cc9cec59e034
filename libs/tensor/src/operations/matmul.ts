import { TensorError } from '../errors';
import type { Operation } from '../graph/operation';
import { makeTensor, requireKind, type Tensor } from '../graph/tensor';
import { broadcastShapes, repeatedAxes } from '../shapes/broadcast';
import { describeShape, type Dim } from '../shapes/shape';
import { mul } from './arithmetic';
import { broadcastTo, sumTo, unbroadcast, uniformValue } from './broadcast-to';
import { zeros } from './full';
import { reshape } from './reshape';
import { transpose } from './transpose';

const MATMUL: Operation = {
  name: 'matmul',
  toOnnx: (_node, inputs, onnx) => onnx.node('MatMul', inputs),
  gradient: ({ inputs: [a, b] }, g, [wantsA, wantsB]) => {
    if (!a || !b) return [];
    return [
      wantsA ? sumTo(matmul(g, swapLast(b)), a.shape) : undefined,
      wantsB ? rightGradient(a, b, g) : undefined,
    ];
  },
  simplify: ({ inputs: [a, b], shape, kind }) => {
    if (!a || !b) return undefined;
    if (uniformValue(a) === 0 || uniformValue(b) === 0) return zeros(shape, kind);
    // Equal rows have equal products.
    const row = unbroadcast(a);
    const isRepeated = a.shape[0] !== 1 && repeatedAxes(row.shape, a.shape).includes(0);
    if (a.shape.length === 2 && isRepeated) {
      return broadcastTo(matmul(broadcastTo(row, [1, a.shape[1] ?? 1]), b), shape);
    }
    // An outer product.
    return a.shape.at(-1) === 1 ? broadcastTo(mul(a, b), shape) : undefined;
  },
};

function swapLast(x: Tensor): Tensor {
  const axes = [...x.shape.keys()];
  const [last = 0, before = 0] = axes.splice(-2).reverse();
  return transpose(x, [...axes, last, before]);
}

/** One product of two matrices where `b` is a matrix that all of `a` is multiplied by. */
function rightGradient(a: Tensor, b: Tensor, g: Tensor): Tensor {
  const [rows, columns] = [a.shape.at(-1) ?? 1, b.shape.at(-1) ?? 1];
  const leading = a.shape.slice(0, -1);
  const flat = leading.reduce<Dim | undefined>(product, 1);
  if (b.shape.length === 2 && flat !== undefined) {
    return matmul(transpose(reshape(a, [flat, rows])), reshape(g, [flat, columns]));
  }
  return sumTo(matmul(swapLast(a), g), b.shape);
}

/** Undefined where the product of sizes has no name. */
function product(a: Dim | undefined, b: Dim): Dim | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  if (a === 1) return b;
  return b === 1 ? a : undefined;
}

/**
 * Matrix product over the last two axes, [.., m, k] by [.., k, n]; leading axes are broadcast.
 * @throws {TensorError} when the shapes do not fit
 */
export function matmul(a: Tensor, b: Tensor): Tensor {
  requireKind('matmul', a, 'float', 'double');
  requireKind('matmul', b, a.kind);
  const leading = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const [m, k] = a.shape.slice(-2);
  const [inner, n] = b.shape.slice(-2);
  if (!leading || m === undefined || k === undefined || n === undefined || k !== inner) {
    const shapes = `${describeShape(a.shape)} by ${describeShape(b.shape)}`;
    throw new TensorError(`matmul: cannot multiply ${shapes}.`);
  }
  return makeTensor(MATMUL, [a, b], a.kind, [...leading, m, n]);
}
