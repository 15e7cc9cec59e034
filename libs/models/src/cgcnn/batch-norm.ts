import { add, constant, div, mul, sqrt, sub, type Tensor } from '@nano-os/tensor';
import type { WeightSource } from '../network';

/** PyTorch's, added to the variance. */
const EPSILON = 1e-5;

/** A batch norm with fixed statistics: `scale · x + shift`, each [size]. */
export interface FrozenNorm {
  readonly scale: Tensor;
  readonly shift: Tensor;
}

/** Of the weights `name.scale`, `name.shift`, `name.mean` and `name.variance`. */
export function frozenNorm(weights: WeightSource, name: string, size: number): FrozenNorm {
  const [scale, shift, mean, variance] = ['scale', 'shift', 'mean', 'variance'].map((part) =>
    weights(`${name}.${part}`, [size]),
  ) as [Tensor, Tensor, Tensor, Tensor];
  const factor = div(scale, sqrt(add(variance, constant(EPSILON))));
  return { scale: factor, shift: sub(shift, mul(mean, factor)) };
}
