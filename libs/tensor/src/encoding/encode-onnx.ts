import { TensorError } from '../errors';
import type { Tensor } from '../graph/tensor';
import { topologicalOrder } from '../graph/topological-order';
import { inputName } from '../operations/input';
import { describeShape, sameShape } from '../shapes/shape';
import { modelProto, valueInfo } from './onnx-model';
import { onnxTypeOf, type Precision } from './onnx-types';
import { OnnxWriter } from './onnx-writer';
import { Simplifier } from './simplify';

export interface EncodeOptions {
  /** What kind `float` becomes; float32 by default. */
  readonly precision?: Precision;
  readonly name?: string;
  /** Inputs that the file has although no output is made of them, for the named sizes they bring. */
  readonly inputs?: readonly Tensor[];
  /** Texts that other tools show with the model. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Inputs by name. */
function inputsOf(order: readonly Tensor[]): Map<string, Tensor> {
  const inputs = new Map<string, Tensor>();
  for (const tensor of order) {
    const name = inputName(tensor);
    if (name === undefined) continue;
    const other = inputs.get(name) ?? tensor;
    if (other.kind !== tensor.kind || !sameShape(other.shape, tensor.shape)) {
      const shapes = `${describeShape(other.shape)} and ${describeShape(tensor.shape)}`;
      throw new TensorError(`input: '${name}' comes twice, as ${shapes}.`);
    }
    inputs.set(name, tensor);
  }
  return inputs;
}

/** Names that begin with a slash are those of the nodes between. */
function checkNames(inputs: readonly string[], outputs: readonly string[]): void {
  const wrong = [...inputs, ...outputs].find((name) => name === '' || name.startsWith('/'));
  if (wrong !== undefined) throw new TensorError(`encodeOnnx: '${wrong}' cannot be a name.`);
  const both = outputs.find((name) => inputs.includes(name));
  if (both === undefined) return;
  throw new TensorError(`encodeOnnx: '${both}' is the name of an input and of an output.`);
}

/** Where a named size can be read, preferably of an input that is needed anyway. */
function locateIn(used: Map<string, Tensor>, all: Map<string, Tensor>) {
  return (size: string): { input: string; axis: number } => {
    for (const [input, tensor] of [...used, ...all]) {
      const axis = tensor.shape.indexOf(size);
      if (axis < 0) continue;
      used.set(input, tensor);
      return { input, axis };
    }
    throw new TensorError(`No input of the graph has the size '${size}', needed when it runs.`);
  };
}

/** Kinds leave as they came in: int as int32, and bool as int32 as well. */
function writeOutput(name: string, tensor: Tensor, value: string, onnx: OnnxWriter): void {
  const isWhole = tensor.kind === 'int' || tensor.kind === 'bool';
  if (isWhole) onnx.named('Cast', [value], name, { to: onnx.int32 });
  else onnx.named('Identity', [value], name);
}

/**
 * The ONNX file (opset 18) of a graph, which other runtimes load too: reduced, without what no output
 * needs, with named sizes as symbolic dimensions. `int` inputs and outputs are int32.
 * @throws {TensorError} when a named size cannot be read from an input, or names are not unique
 */
export function encodeOnnx(
  outputs: Readonly<Record<string, Tensor>>,
  { precision = 'float32', name = 'graph', inputs = [], metadata = {} }: EncodeOptions = {},
): Uint8Array {
  const simplifier = new Simplifier();
  const roots = Object.entries(outputs).map(
    ([output, tensor]) => [output, simplifier.simplify(tensor)] as const,
  );
  const order = topologicalOrder([...inputs, ...roots.map(([, tensor]) => tensor)]);
  const used = inputsOf(order);
  const all = inputsOf(topologicalOrder(Object.values(outputs)));
  const onnx = new OnnxWriter(precision, locateIn(used, all));
  checkNames([...all.keys(), ...used.keys()], Object.keys(outputs));

  const names = new Map<Tensor, string>();
  const nameOf = (tensor: Tensor) => names.get(tensor) ?? '';
  for (const tensor of order) {
    names.set(tensor, tensor.operation.toOnnx(tensor, tensor.inputs.map(nameOf), onnx));
  }
  for (const [output, tensor] of roots) writeOutput(output, tensor, nameOf(tensor), onnx);

  const typeOf = ({ kind }: Tensor) =>
    kind === 'int' ? ('int32' as const) : onnxTypeOf(kind, precision);
  const outputType = (tensor: Tensor) => (tensor.kind === 'bool' ? 'int32' : typeOf(tensor));
  return modelProto({
    name,
    metadata,
    nodes: onnx.nodes,
    initializers: onnx.usedInitializers(),
    inputs: [...used].map(([input, tensor]) => valueInfo(input, typeOf(tensor), tensor.shape)),
    outputs: roots.map(([output, tensor]) => valueInfo(output, outputType(tensor), tensor.shape)),
  })
    .finish()
    .slice();
}
