import { matmul, mul, sigmoid, silu, type Tensor } from '@nano-os/tensor';
import { linear } from '../layers/linear';
import type { WeightSource } from '../network';

/** silu(x · core) · σ(x · gate), without biases, so that it is 0 at 0. */
export function gatedUnit(
  x: Tensor,
  weights: WeightSource,
  name: string,
  from: number,
  to: number,
): Tensor {
  const product = (branch: Branch): Tensor => matmul(x, weights(`${name}.${branch}`, [from, to]));
  return mul(silu(product('core')), sigmoid(product('gate')));
}

/** The two halves of a gated perceptron. */
export type Branch = 'core' | 'gate';

/**
 * A gated perceptron from the output of its first linear layers on: two perceptrons of the same
 * sizes with silu between their layers, `name.core` and `name.gate`; the second ends in a sigmoid
 * and scales the first.
 * @param first the output of the first layer, `name.core.0` or `name.gate.0`
 * @param sizes features after each layer, from the first on
 * @param activate what `core` ends in
 */
export function gatedLayers(
  first: (branch: Branch) => Tensor,
  weights: WeightSource,
  name: string,
  sizes: readonly number[],
  activate: (x: Tensor) => Tensor,
): Tensor {
  const output = (branch: Branch): Tensor =>
    sizes.slice(1).reduce((x, to, index) => {
      const layer = `${name}.${branch}.${index + 1}`;
      return linear(silu(x), weights, layer, sizes[index] ?? 0, to);
    }, first(branch));
  return mul(activate(output('core')), sigmoid(output('gate')));
}
