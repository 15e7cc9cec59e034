import type { Tensor } from '../graph/tensor';
import { topologicalOrder } from '../graph/topological-order';
import type { Dim } from '../shapes/shape';
import { graphProto, valueInfo } from './onnx-model';
import type { OnnxWriter } from './onnx-writer';
import type { ProtobufWriter } from './protobuf-writer';
import { Simplifier } from './simplify';

/**
 * A graph within a graph, as loops and branches have it: reduced, with its constants outside.
 * @param results what it gives, in order
 * @param rows what it is given, in order; other leaves are inputs and constants of the outer graph
 * @param dim a named size that is read from the first of the rows and not from outside
 */
export function innerGraph(
  results: readonly Tensor[],
  outer: OnnxWriter,
  rows: readonly Tensor[] = [],
  dim?: Dim,
): ProtobufWriter {
  const simplifier = new Simplifier();
  const roots = results.map((result) => simplifier.simplify(result));
  const names = new Map<Tensor, string>(rows.map((row) => [row, outer.name('rows')]));
  const nameOf = (tensor: Tensor) => names.get(tensor) ?? '';
  const inner = outer.inner((size) => {
    const [first] = rows;
    return first && size === dim ? { input: nameOf(first), axis: 0 } : outer.locationOf(size);
  });
  for (const tensor of topologicalOrder(roots, (one) => names.has(one))) {
    names.set(tensor, tensor.operation.toOnnx(tensor, tensor.inputs.map(nameOf), inner));
  }
  const info = (tensor: Tensor, name: string) =>
    valueInfo(name, outer.typeOf(tensor.kind), tensor.shape);
  return graphProto({
    name: outer.name('graph'),
    // After the nodes that the results need, since these are written here.
    outputs: roots.map((root) => {
      const output = outer.name('result');
      inner.named('Identity', [nameOf(root)], output);
      return info(root, output);
    }),
    nodes: inner.nodes,
    initializers: [],
    inputs: rows.map((row) => info(row, nameOf(row))),
  });
}
