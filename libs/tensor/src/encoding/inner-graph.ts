import type { Tensor } from '../graph/tensor';
import { topologicalOrder } from '../graph/topological-order';
import { graphProto, valueInfo } from './onnx-model';
import type { OnnxWriter } from './onnx-writer';
import type { ProtobufWriter } from './protobuf-writer';
import { Simplifier } from './simplify';

/** What a graph within a graph is given for one of its leaves. */
export interface InnerInput {
  /** The leaf. */
  readonly leaf: Tensor;
  /** Of the table, in the outer graph, whose rows are meant when indices are given. */
  readonly table?: string;
}

/**
 * The body of a loop over pieces of rows: reduced, with its constants in the outer graph.
 * @param results what it gives, in order
 * @param inputs what it is given, in order, each with rows along its first axis
 */
export function innerGraph(
  results: readonly Tensor[],
  inputs: readonly InnerInput[],
  outer: OnnxWriter,
): ProtobufWriter {
  const simplifier = new Simplifier();
  const roots = results.map((result) => simplifier.simplify(result));
  const given = inputs.map(({ leaf, table }) => ({ leaf, table, name: outer.name('rows') }));
  const [first] = given;
  const inner = outer.inner((size) => {
    const isOfRows = first?.leaf.shape[0] === size;
    return isOfRows ? { input: first.name, axis: 0 } : outer.locationOf(size);
  });
  const names = new Map(
    given.map(({ leaf, table, name }) => [
      leaf,
      table === undefined ? name : inner.node('Gather', [table, name], { axis: 0 }),
    ]),
  );
  const nameOf = (tensor: Tensor) => names.get(tensor) ?? '';
  for (const tensor of topologicalOrder(roots, (one) => names.has(one))) {
    names.set(tensor, tensor.operation.toOnnx(tensor, tensor.inputs.map(nameOf), inner));
  }
  const taken = new Set(given.map(({ name }) => name));
  const outputs = roots.map((root) => {
    const name = nameOf(root);
    // What a node of this graph makes can leave it by its own name, once.
    const isOwn = inner.made.has(name) && !taken.has(name);
    const output = isOwn ? name : outer.name('result');
    if (!isOwn) inner.named('Identity', [name], output);
    taken.add(output);
    return valueInfo(output, outer.typeOf(root.kind), root.shape);
  });
  return graphProto({
    name: outer.name('graph'),
    nodes: inner.nodes,
    initializers: [],
    inputs: given.map(({ leaf: { kind, shape }, table, name }) =>
      table === undefined
        ? valueInfo(name, outer.typeOf(kind), shape)
        : valueInfo(name, outer.typeOf('int'), shape.slice(0, 1)),
    ),
    outputs,
  });
}
