import { assembleModel, type StoredModel } from '../src/store/stored-model';
import { TINY_M3GNET, tinyM3gnetWeights } from './tiny-m3gnet';
import { tinyCard } from './tiny-model';

/**
 * A potential small enough to be made in a test. By the weights of seed 1 the first of the odd
 * crystals relaxes within some steps, and by those of seed 3 it collapses.
 */
export function tinyPotential(seed = 1, name = 'M3GNet-tiny'): StoredModel {
  const properties = ['energy', 'forces', 'stresses'].map((output) => ({
    name: output,
    output,
    unit: '',
    transform: 'identity' as const,
    scale: 1,
    shift: 0,
  }));
  return assembleModel(
    {
      ...tinyCard(),
      name,
      family: 'M3GNET',
      architecture: 'm3gnet',
      config: { ...TINY_M3GNET },
      elements: TINY_M3GNET.elements,
      properties,
    },
    tinyM3gnetWeights(TINY_M3GNET, seed),
  );
}
