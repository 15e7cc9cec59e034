import type { OnnxWriter } from '../encoding/onnx-writer';
import { TensorError } from '../errors';
import type { Operation } from '../graph/operation';
import { isNumeric, makeTensor, requireKind, type Kind, type Tensor } from '../graph/tensor';
import { broadcastShapes } from '../shapes/broadcast';
import { countElements, describeShape, isStatic, type Shape } from '../shapes/shape';
import { alignOperands } from './align-operands';
import { broadcastTo, sumTo, unbroadcast, uniformValue } from './broadcast-to';
import { constant, constantLike, constantValues } from './constant';
import { evaluateBroadcast } from './evaluate';

/** A tensor, or a number that takes the kind of the other operand. */
export type Operand = Tensor | number;

/** What an elementwise operation of two operands adds to the rules that all of them share. */
export interface BinaryRules {
  readonly name: string;
  /** The ONNX operator, or a function that writes several nodes. */
  readonly onnx: string | ((a: string, b: string, onnx: OnnxWriter, node: Tensor) => string);
  /** One element, for folding constants. */
  readonly evaluate: (a: number, b: number) => number;
  /** The gradients by both operands, before they are summed over repeated axes. */
  readonly gradient?: (
    g: Tensor,
    a: Tensor,
    b: Tensor,
    y: Tensor,
  ) => readonly [() => Tensor, () => Tensor];
  /** A cheaper equal; its shape may lack repetitions. `va`, `vb`: the value of a uniform operand. */
  readonly simplify?: (
    a: Tensor,
    b: Tensor,
    va: number | undefined,
    vb: number | undefined,
  ) => Tensor | undefined;
  /** Kinds of the operands, which are the same for both. */
  readonly kinds?: readonly Kind[];
  /** Kind of the result where it is not that of the operands. */
  readonly result?: Kind;
}

/** An outer product of long constants is left to run time. */
const MOST_FOLDED = 65_536;

function isFoldable(shape: Shape): shape is readonly number[] {
  return isStatic(shape) && countElements(shape).known <= MOST_FOLDED;
}

/** Gives a number the kind of the other operand. */
export function asTensors(a: Operand, b: Operand): [Tensor, Tensor] {
  if (typeof a !== 'number') return [a, typeof b === 'number' ? constant(b, [], a.kind) : b];
  return typeof b === 'number' ? [constant(a), constant(b)] : [constant(a, [], b.kind), b];
}

/** An elementwise function of two tensors of one kind, with NumPy's broadcasting. */
export function binary(rules: BinaryRules): (a: Operand, b: Operand) => Tensor {
  const { name, gradient, result } = rules;
  const kinds = rules.kinds ?? ['float', 'double'];

  const apply = (first: Operand, second: Operand): Tensor => {
    const [a, b] = asTensors(first, second);
    requireKind(name, a, ...kinds);
    requireKind(name, b, a.kind);
    const shape = broadcastShapes(a.shape, b.shape);
    if (!shape) {
      const shapes = `${describeShape(a.shape)} and ${describeShape(b.shape)}`;
      throw new TensorError(`${name}: shapes ${shapes} do not go together.`);
    }
    return makeTensor(operation, [a, b], result ?? a.kind, shape);
  };

  const operation: Operation = {
    name,
    toOnnx: (node, inputs, onnx) => {
      const operands = alignOperands(node, inputs, onnx);
      const [first = '', second = ''] = operands;
      if (typeof rules.onnx === 'string') return onnx.node(rules.onnx, operands);
      return rules.onnx(first, second, onnx, node);
    },
    gradient: (node, g, wanted) => {
      const [a, b] = node.inputs;
      if (!a || !b || !gradient || !isNumeric(a.kind)) return [];
      const [byA, byB] = gradient(g, a, b, node);
      return [
        wanted[0] ? sumTo(byA(), a.shape) : undefined,
        wanted[1] ? sumTo(byB(), b.shape) : undefined,
      ];
    },
    simplify: (node) => {
      const [a, b] = node.inputs;
      if (!a || !b) return undefined;
      const [baseA, baseB] = [unbroadcast(a), unbroadcast(b)];
      if (baseA !== a || baseB !== b) return broadcastTo(apply(baseA, baseB), node.shape);
      const [values, others] = [constantValues(a), constantValues(b)];
      if (values && others && isStatic(a.shape) && isStatic(b.shape) && isFoldable(node.shape)) {
        const operands = [
          { values, shape: a.shape },
          { values: others, shape: b.shape },
        ] as const;
        return constantLike(node, evaluateBroadcast(rules.evaluate, ...operands, node.shape));
      }
      const simpler = rules.simplify?.(a, b, uniformValue(a), uniformValue(b));
      return simpler && broadcastTo(simpler, node.shape);
    },
  };
  return apply;
}
