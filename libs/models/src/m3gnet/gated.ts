import { add, concat, gate, matmul, silu, slice, type Tensor } from '@nano-os/tensor';
import { linear } from '../layers/linear';
import type { WeightSource } from '../network';

/** The two perceptrons of a gated one: the output of the first is scaled by the second's. */
export const BRANCHES = ['core', 'gate'] as const;

/** silu(x · core) · σ(x · gate), without biases, so that it is 0 at 0. */
export function gatedUnit(
  x: Tensor,
  weights: WeightSource,
  name: string,
  from: number,
  to: number,
): Tensor {
  const [core = x, opening = x] = BRANCHES.map((branch) =>
    matmul(x, weights(`${name}.${branch}`, [from, to])),
  );
  return gate(silu(core), opening);
}

/**
 * The weights of both branches' first layers side by side.
 * @param part of the layer, such as `weight`
 * @param shape of one
 */
export function firstWeights(
  weights: WeightSource,
  name: string,
  part: string,
  shape: readonly number[],
): Tensor {
  const both = BRANCHES.map((branch) => weights(`${name}.${branch}.0.${part}`, shape));
  return concat(both, shape.length - 1);
}

/**
 * A gated perceptron after its first linear layers: silu between the layers of both branches, a
 * sigmoid at the end of the gate.
 * @param first the outputs of both first layers side by side
 * @param sizes features of one branch after each layer, from the first on
 * @param activate what the core ends in
 */
export function gatedLayers(
  first: Tensor,
  weights: WeightSource,
  name: string,
  sizes: readonly number[],
  activate: (x: Tensor) => Tensor,
): Tensor {
  const active = silu(first);
  const [hidden = 0] = sizes;
  const [core = active, opening = active] = BRANCHES.map((branch, index) => {
    const own = slice(active, 1, index * hidden, (index + 1) * hidden);
    return sizes.slice(1).reduce((x, to, place) => {
      const layer = `${name}.${branch}.${place + 1}`;
      const input = place === 0 ? x : silu(x);
      return linear(input, weights, layer, sizes[place] ?? 0, to);
    }, own);
  });
  return gate(activate(core), opening);
}

/** The outputs of both branches' first layers side by side, of features [n, from]. */
export function firstLayers(
  x: Tensor,
  weights: WeightSource,
  name: string,
  from: number,
  to: number,
): Tensor {
  const product = matmul(x, firstWeights(weights, name, 'weight', [from, to]));
  return add(product, firstWeights(weights, name, 'bias', [to]));
}
