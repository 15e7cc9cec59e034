import { TensorError } from '../errors';
import type { Operation } from '../graph/operation';
import { isNumeric, makeTensor, requireKind, type Tensor } from '../graph/tensor';
import { broadcastShapes } from '../shapes/broadcast';
import { describeShape } from '../shapes/shape';
import { alignOperands } from './align-operands';
import { asTensors, type Operand } from './binary';
import { broadcastTo, sumTo, unbroadcast, uniformValue } from './broadcast-to';

const WHERE: Operation = {
  name: 'where',
  toOnnx: (node, inputs, onnx) => onnx.node('Where', alignOperands(node, inputs, onnx)),
  gradient: ({ inputs: [condition, a, b], kind }, g, [, wantsA, wantsB]) => {
    if (!condition || !a || !b || !isNumeric(kind)) return [];
    return [
      undefined,
      wantsA ? sumTo(where(condition, g, 0), a.shape) : undefined,
      wantsB ? sumTo(where(condition, 0, g), b.shape) : undefined,
    ];
  },
  simplify: (node) => {
    const [condition, a, b] = node.inputs;
    if (!condition || !a || !b) return undefined;
    const value = uniformValue(condition);
    if (value !== undefined) return broadcastTo(value ? a : b, node.shape);
    if (a === b) return broadcastTo(a, node.shape);
    const bases = [condition, a, b].map(unbroadcast);
    if (bases.every((base, i) => base === node.inputs[i])) return undefined;
    const [baseCondition = condition, baseA = a, baseB = b] = bases;
    return broadcastTo(where(baseCondition, baseA, baseB), node.shape);
  },
};

/** `a` where the condition holds, else `b`; with NumPy's broadcasting. */
export function where(condition: Tensor, first: Operand, second: Operand): Tensor {
  const [a, b] = asTensors(first, second);
  requireKind('where', condition, 'bool');
  requireKind('where', b, a.kind);
  const values = broadcastShapes(a.shape, b.shape);
  const shape = values && broadcastShapes(condition.shape, values);
  if (!shape) {
    const shapes = [condition, a, b].map((x) => describeShape(x.shape)).join(', ');
    throw new TensorError(`where: shapes ${shapes} do not go together.`);
  }
  return makeTensor(WHERE, [condition, a, b], a.kind, shape);
}
