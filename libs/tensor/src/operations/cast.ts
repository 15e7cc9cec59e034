import type { Operation } from '../graph/operation';
import { isNumeric, makeTensor, type Kind, type Tensor } from '../graph/tensor';
import { broadcastTo, unbroadcast } from './broadcast-to';
import { constantLike, constantValues } from './constant';

const CAST: Operation = {
  name: 'cast',
  toOnnx: ({ inputs: [x], kind }, [name = ''], onnx) => {
    const to = onnx.typeNumber(kind);
    return x && onnx.typeNumber(x.kind) === to ? name : onnx.node('Cast', [name], { to });
  },
  gradient: ({ inputs: [x], kind }, g) =>
    x && isNumeric(kind) && isNumeric(x.kind) ? [cast(g, x.kind)] : [],
  simplify: (node) => {
    const [x] = node.inputs;
    if (!x) return undefined;
    const base = unbroadcast(x);
    if (base !== x) return broadcastTo(cast(base, node.kind), node.shape);
    const values = constantValues(x);
    // A float constant cast to int is cut off; others keep their value.
    if (!values) return undefined;
    if (node.kind === 'bool')
      return constantLike(
        node,
        Array.from(values, (v) => Number(v !== 0)),
      );
    return constantLike(node, node.kind === 'int' ? values.map(Math.trunc) : values);
  },
};

/** The same values as another kind; to `int` they are cut off towards zero. */
export function cast(x: Tensor, kind: Kind): Tensor {
  return x.kind === kind ? x : makeTensor(CAST, [x], kind, x.shape);
}
