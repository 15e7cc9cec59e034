import { add, constant, div, mul, sqrt, sub, type Tensor } from '@nano-os/tensor';
import type { WeightSource } from '../network';
import { NORM_EPSILON, type Norm, type Norms } from './norms';

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

/** Weights of a layer, or what comes out of it, times the scale of the norm folded into it. */
export const scaled = (x: Tensor, { folded }: Norm): Tensor => (folded ? mul(x, folded.scale) : x);

/** What comes out of a layer, with the shift of the norm folded into it. */
export const shifted = (x: Tensor, { folded }: Norm): Tensor => (folded ? add(x, folded.shift) : x);
