import { ModelError } from '../errors';
import type { StoredModel } from '../store/stored-model';
import type { Parameters } from './parameters';

/**
 * Lets a training begin with what another model has learnt: weights and running statistics of the same
 * name and shape are written over the first ones, such as all layers but the last of a network for
 * another property. Little data of a property that is dear to compute learns from much of a cheap one
 * that way (C. Chen et al., Chem. Mater. 31, 3564 (2019), moduli from formation energies).
 * @param into parameters, and their first values, which are changed
 * @returns how many numbers were taken
 * @throws {ModelError} bad-configuration when nothing fits
 */
export function transferWeights(
  { card, tensors }: StoredModel,
  ...into: readonly (readonly [Parameters, Float32Array])[]
): number {
  let taken = 0;
  for (const [parameters, values] of into) {
    for (const parameter of parameters.list) {
      const tensor = tensors.get(parameter.name);
      if (tensor?.dtype !== 'F32' || String(tensor.shape) !== String(parameter.shape)) continue;
      parameters.view(values, parameter).set(tensor.data);
      taken += parameter.size;
    }
  }
  if (taken > 0) return taken;
  throw new ModelError(
    'bad-configuration',
    `No weight of ${card.name} has the name and the shape of one of this network: start from a model ` +
      'of the same architecture and sizes.',
  );
}
