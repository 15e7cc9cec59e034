import { TensorError } from '../errors';
import { isNumeric, type Tensor } from '../graph/tensor';
import { topologicalOrder } from '../graph/topological-order';
import { add } from '../operations/arithmetic';
import { fullLike, ones } from '../operations/full';
import { describeShape, sameShape } from '../shapes/shape';

/** The tensors of an order that lie on a way from one of the xs. */
function reachedFrom(xs: readonly Tensor[], order: readonly Tensor[]): Set<Tensor> {
  const reached = new Set(xs);
  for (const tensor of order) {
    if (tensor.inputs.some((input) => reached.has(input))) reached.add(tensor);
  }
  return reached;
}

function checked(contribution: Tensor, target: Tensor, by: string): Tensor {
  if (contribution.kind === target.kind && sameShape(contribution.shape, target.shape)) {
    return contribution;
  }
  const shapes = `${describeShape(contribution.shape)} for ${describeShape(target.shape)}`;
  throw new TensorError(`${by}: its gradient is of shape ${shapes}.`);
}

/**
 * The gradients of y (of its sum, when it is no scalar) by each x, in reverse mode and made of the
 * same operations, so that they can be differentiated again. An x that y does not depend on has
 * zeros.
 * @throws {TensorError} when y or an x is not of kind float or double
 */
export function grad(y: Tensor, xs: readonly Tensor[]): Tensor[] {
  for (const tensor of [y, ...xs]) {
    if (isNumeric(tensor.kind)) continue;
    throw new TensorError(`grad: there is none of or by a tensor of kind ${tensor.kind}.`);
  }
  const order = topologicalOrder([y]);
  const reached = reachedFrom(xs, order);
  const gradients = new Map<Tensor, Tensor>([[y, ones(y.shape, y.kind)]]);
  for (const node of order.reverse()) {
    const g = gradients.get(node);
    if (!g || !reached.has(node) || !node.operation.gradient) continue;
    const wanted = node.inputs.map((input) => reached.has(input));
    const contributions = node.operation.gradient(node, g, wanted);
    for (const [i, input] of node.inputs.entries()) {
      const contribution = contributions[i];
      if (!contribution || !wanted[i]) continue;
      const part = checked(contribution, input, node.operation.name);
      const sofar = gradients.get(input);
      gradients.set(input, sofar ? add(sofar, part) : part);
    }
  }
  return xs.map((x) => gradients.get(x) ?? fullLike(x, 0));
}
