import type { Operation } from '../graph/operation';
import { makeTensor, type Kind, type Tensor } from '../graph/tensor';
import type { Shape } from '../shapes/shape';

type InputAttributes = Readonly<{ name: string }>;

const INPUT: Operation<InputAttributes> = {
  name: 'input',
  // Integers come as int32, which needs no BigInt on the way in.
  toOnnx: ({ kind, attributes: { name } }, _inputs, onnx) =>
    kind === 'int' ? onnx.node('Cast', [name], { to: onnx.typeNumber('int') }) : name,
};

/** What is fed when the graph runs. Two inputs of one graph may not share a name. */
export function input(name: string, kind: Kind, shape: Shape): Tensor {
  return makeTensor(INPUT, [], kind, [...shape], { name });
}

/** The name under which an input is fed; undefined for any other tensor. */
export function inputName(x: Tensor): string | undefined {
  return x.operation === INPUT ? (x as Tensor<InputAttributes>).attributes.name : undefined;
}
