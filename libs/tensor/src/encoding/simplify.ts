import { TensorError } from '../errors';
import { makeTensor, type Tensor } from '../graph/tensor';
import { topologicalOrder } from '../graph/topological-order';
import { constantValues } from '../operations/constant';
import { sameShape } from '../shapes/shape';

/** Constants up to this size are the same when their values are. */
const COMPARED_VALUES = 64;

function keyOf(x: Tensor): string {
  const values = constantValues(x);
  if (values && values.length > COMPARED_VALUES) return String(x.id);
  const attributes = values
    ? Array.from(values, (value) => (Object.is(value, -0) ? '-0' : String(value)))
    : x.attributes;
  const inputs = x.inputs.map(({ id }) => id);
  return JSON.stringify([x.operation.name, x.kind, x.shape, attributes, inputs]);
}

/**
 * Reduces graphs: folds constants, applies the identities that the operations know, and makes equal
 * nodes one. Shapes, kinds and values stay.
 */
export class Simplifier {
  private readonly done = new Map<Tensor, Tensor>();
  private readonly byKey = new Map<string, Tensor>();

  simplify(root: Tensor): Tensor {
    for (const node of topologicalOrder([root], (tensor) => this.done.has(tensor))) {
      this.done.set(node, this.reduce(node));
    }
    return this.done.get(root) ?? root;
  }

  private reduce(original: Tensor): Tensor {
    const inputs = original.inputs.map((input) => this.done.get(input) ?? input);
    const isSame = inputs.every((input, i) => input === original.inputs[i]);
    const { operation, kind, shape, attributes } = original;
    const rebuilt = isSame ? original : makeTensor(operation, inputs, kind, shape, attributes);
    const key = keyOf(rebuilt);
    const known = this.byKey.get(key);
    if (known) return known;
    const simpler = operation.simplify?.(rebuilt);
    const result = simpler ? this.simplify(checked(simpler, rebuilt)) : rebuilt;
    this.byKey.set(key, result);
    this.done.set(result, result);
    return result;
  }
}

function checked(simpler: Tensor, original: Tensor): Tensor {
  if (simpler.kind === original.kind && sameShape(simpler.shape, original.shape)) return simpler;
  throw new TensorError(`${original.operation.name}: its reduction changes kind or shape.`);
}
