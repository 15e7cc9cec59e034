import { isNumeric, makeTensor, requireKind, type Kind, type Tensor } from '../graph/tensor';
import type { Operation } from '../graph/operation';
import type { OnnxWriter } from '../encoding/onnx-writer';
import { broadcastTo, unbroadcast } from './broadcast-to';
import { constantLike, constantValues } from './constant';

/** What an elementwise operation of one operand adds to the rules that all of them share. */
export interface UnaryRules {
  readonly name: string;
  /** The ONNX operator, or a function that writes several nodes. */
  readonly onnx: string | ((x: string, onnx: OnnxWriter, node: Tensor) => string);
  /** One element, for folding constants. */
  readonly evaluate: (x: number) => number;
  /** The gradient by `x`, of the gradient by `y = f(x)`; absent where it is zero. */
  readonly gradient?: (g: Tensor, x: Tensor, y: Tensor) => Tensor;
  /** A cheaper equal of `f(x)`. */
  readonly simplify?: (x: Tensor) => Tensor | undefined;
  readonly kinds?: readonly Kind[];
}

/** An elementwise function of one tensor, of the same kind and shape. */
export function unary(rules: UnaryRules): (x: Tensor) => Tensor {
  const { name, onnx, gradient } = rules;
  const kinds = rules.kinds ?? ['float', 'double'];
  const apply = (x: Tensor): Tensor => {
    requireKind(name, x, ...kinds);
    return makeTensor(operation, [x], x.kind, x.shape);
  };
  const operation: Operation = {
    name,
    toOnnx: (node, [x = ''], writer) =>
      typeof onnx === 'string' ? writer.node(onnx, [x]) : onnx(x, writer, node),
    gradient: (node, g) => {
      const [x] = node.inputs;
      return x && gradient && isNumeric(x.kind) ? [gradient(g, x, node)] : [];
    },
    simplify: (node) => {
      const [x] = node.inputs;
      if (!x) return undefined;
      const values = constantValues(x);
      if (values) return constantLike(node, Float64Array.from(values, rules.evaluate));
      const base = unbroadcast(x);
      if (base !== x) return broadcastTo(apply(base), node.shape);
      return rules.simplify?.(x);
    },
  };
  return apply;
}
