import { innerGraph } from '../encoding/inner-graph';
import { TensorError } from '../errors';
import type { Operation } from '../graph/operation';
import { makeTensor, requireKind, type Tensor } from '../graph/tensor';
import { topologicalOrder } from '../graph/topological-order';
import { describeShape, sameShape } from '../shapes/shape';
import { inputName } from './input';
import { Body, joinNames, partToOnnx } from './several';

type EitherAttributes = Readonly<{ yes: Body; no: Body }>;

const EITHER: Operation<EitherAttributes> = {
  name: 'either',
  toOnnx: ({ attributes: { yes, no } }, [condition = ''], onnx) => {
    const attributes = {
      then_branch: { graph: innerGraph(yes.results, onnx) },
      else_branch: { graph: innerGraph(no.results, onnx) },
    };
    return joinNames(onnx.several('If', [condition], yes.results.length, attributes));
  },
};

const PART: Operation<Readonly<{ index: number }>> = { name: 'eitherPart', toOnnx: partToOnnx };

/**
 * The one or the other list of tensors, of which only what is chosen is computed. No gradient
 * passes: take it of both and choose of these.
 * @param condition bool, a scalar
 * @throws {TensorError} when the lists differ in kinds or shapes
 */
export function either(condition: Tensor, yes: readonly Tensor[], no: readonly Tensor[]): Tensor[] {
  requireKind('either', condition, 'bool');
  const differs = yes.some((tensor, i) => {
    const other = no[i];
    return other?.kind !== tensor.kind || !sameShape(other.shape, tensor.shape);
  });
  if (differs || yes.length !== no.length || condition.shape.length > 0) {
    const shapes = [condition, ...yes, ...no].map(({ shape }) => describeShape(shape)).join(', ');
    throw new TensorError(`either: cannot choose of ${shapes}.`);
  }
  // What the branches read is read outside, so that it is among the inputs of the graph.
  const leaves = topologicalOrder([...yes, ...no]).filter((one) => inputName(one) !== undefined);
  const attributes = { yes: new Body(yes), no: new Body(no) };
  const [first] = yes;
  if (!first) return [];
  const { kind, shape } = first;
  const chosen = makeTensor(EITHER, [condition, ...leaves], kind, shape, attributes);
  return yes.map((tensor, index) =>
    makeTensor(PART, [chosen], tensor.kind, tensor.shape, { index }),
  );
}
