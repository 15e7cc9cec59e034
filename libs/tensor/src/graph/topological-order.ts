import type { Tensor } from './tensor';

/**
 * The tensors that the roots are made of, inputs before what is made of them. Without recursion:
 * graphs are deeper than the stack.
 * @param skip tensors that are neither listed nor looked behind
 */
export function topologicalOrder(
  roots: readonly Tensor[],
  skip: (tensor: Tensor) => boolean = () => false,
): Tensor[] {
  const order: Tensor[] = [];
  const seen = new Set<Tensor>();
  const stack = roots.map((tensor) => ({ tensor, entered: false })).reverse();
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { tensor, entered } = top;
    if (entered) {
      order.push(tensor);
      continue;
    }
    if (seen.has(tensor) || skip(tensor)) continue;
    seen.add(tensor);
    stack.push({ tensor, entered: true });
    for (const input of tensor.inputs.toReversed()) stack.push({ tensor: input, entered: false });
  }
  return order;
}
