import { add, matmul, type Tensor } from '@nano-os/tensor';
import type { WeightSource } from '../network';

/** `x · weight + bias`, of the weights `name.weight` [from, to] and `name.bias` [to]. */
export function linear(
  x: Tensor,
  weights: WeightSource,
  name: string,
  from: number,
  to: number,
): Tensor {
  return add(matmul(x, weights(`${name}.weight`, [from, to])), weights(`${name}.bias`, [to]));
}
