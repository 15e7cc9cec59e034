import type { Parameter, Parameters } from './parameters';
import { Random } from './random';

/** How the first values of a weight are drawn. */
export type Initial =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly bound: number }
  | { readonly kind: 'normal'; readonly deviation: number };

/**
 * First weights by the rule of PyTorch's linear layers, uniform within ±1/√inputs, unless a name
 * says otherwise: norms begin with 1 and 0, embeddings with normal numbers.
 * @param inputs of the layer that a weight belongs to: where one layer is stored in parts, their sum
 */
export function initialWeights(
  parameters: Parameters,
  inputs: (parameter: Parameter) => number,
  seed: number,
): Float32Array {
  const random = new Random(seed);
  const values = new Float32Array(parameters.size);
  for (const parameter of parameters.list) {
    const initial = initialOf(parameter, inputs);
    const view = parameters.view(values, parameter);
    for (let i = 0; i < view.length; i++) view[i] = draw(initial, random);
  }
  return values;
}

function initialOf(parameter: Parameter, inputs: (parameter: Parameter) => number): Initial {
  const { name } = parameter;
  if (name.endsWith('.scale')) return { kind: 'constant', value: 1 };
  if (name.endsWith('.shift')) return { kind: 'constant', value: 0 };
  if (name.endsWith('embedding')) return { kind: 'normal', deviation: 1 };
  return { kind: 'uniform', bound: 1 / Math.sqrt(inputs(parameter)) };
}

function draw(initial: Initial, random: Random): number {
  switch (initial.kind) {
    case 'constant':
      return initial.value;
    case 'uniform':
      return initial.bound * (2 * random.uniform() - 1);
    case 'normal':
      return initial.deviation * random.normal();
  }
}

/** Means of 0 and variances of 1, with which batch norms begin. */
export function initialStatistics(statistics: Parameters): Float32Array {
  const values = new Float32Array(statistics.size);
  for (const parameter of statistics.list) {
    if (parameter.name.endsWith('.variance')) statistics.view(values, parameter).fill(1);
  }
  return values;
}
