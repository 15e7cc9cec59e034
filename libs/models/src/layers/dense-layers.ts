import type { Tensor } from '@nano-os/tensor';
import type { WeightSource } from '../network';
import { linear } from './linear';

export type Activation = (x: Tensor) => Tensor;

/** Leaves features as they are. */
export const notActivated: Activation = (x) => x;

export interface DenseOptions {
  /** Number of the first layer in the names of the weights; 0 by default. */
  readonly first?: number;
  /** The activation of the last layer; that of the others by default. */
  readonly last?: Activation;
}

/**
 * Linear layers one after another, `name.0`, `name.1`, …, each followed by an activation.
 * @param sizes features that go in, then those of each layer
 */
export function denseLayers(
  x: Tensor,
  weights: WeightSource,
  name: string,
  sizes: readonly number[],
  activate: Activation,
  { first = 0, last = activate }: DenseOptions = {},
): Tensor {
  const layers = sizes.length - 1;
  return sizes.slice(1).reduce((features, to, layer) => {
    const out = linear(features, weights, `${name}.${first + layer}`, sizes[layer] ?? 0, to);
    return layer === layers - 1 ? last(out) : activate(out);
  }, x);
}
