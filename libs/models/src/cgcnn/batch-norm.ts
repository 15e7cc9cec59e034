import { add, constant, div, mul, sqrt, sub, type Tensor } from '@nano-os/tensor';
import { NORM_EPSILON, type Norms } from '../layers/norms';
import type { WeightSource } from '../network';

/**
 * Batch norms with fixed statistics, `scale · x + shift`, folded into what comes before: of the
 * weights `name.scale`, `name.shift`, `name.mean` and `name.variance`, each [size].
 */
export function frozenNorms(weights: WeightSource): Norms {
  return (name, size) => {
    const [scale, shift, mean, variance] = ['scale', 'shift', 'mean', 'variance'].map((part) =>
      weights(`${name}.${part}`, [size]),
    ) as [Tensor, Tensor, Tensor, Tensor];
    const factor = div(scale, sqrt(add(variance, constant(NORM_EPSILON))));
    return {
      folded: { scale: factor, shift: sub(shift, mul(mean, factor)) },
      apply: (x) => x,
    };
  };
}
