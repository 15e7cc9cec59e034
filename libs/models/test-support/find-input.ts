import type { Tensor } from '@nano-os/tensor';

/** The input of a graph that is fed under a name. */
export function findInput(output: Tensor, name: string): Tensor {
  const seen = new Set<Tensor>();
  const pending = [output];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.operation.name === 'input' && node.attributes.name === name) return node;
    pending.push(...node.inputs);
  }
  throw new Error(`The graph has no input ${name}.`);
}
