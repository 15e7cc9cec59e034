import { add, matmul, silu, type Tensor } from '@nano-os/tensor';
import { scaled, shifted } from '../layers/frozen-norms';
import type { Layers } from './gated-convolution';

/**
 * A linear layer, a batch norm and an activation.
 * @param copies float [rows]: how many rows of the unmerged graph each stands for
 * @param spread makes rows of the graph of those that come out of the linear layer
 */
export function embedding(
  x: Tensor,
  name: string,
  [from, to]: readonly [number, number],
  copies: Tensor,
  { weights, norms }: Omit<Layers, 'size'>,
  spread: (rows: Tensor) => Tensor = (rows) => rows,
): Tensor {
  const norm = norms(`${name}.norm`, to);
  const product = matmul(x, scaled(weights(`${name}.weight`, [from, to]), norm));
  const bias = shifted(scaled(weights(`${name}.bias`, [to]), norm), norm);
  return silu(norm.apply(spread(add(product, bias)), copies));
}
