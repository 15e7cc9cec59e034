import { constant } from '@nano-os/tensor';
import type { Architecture, CardProperty, FamilyName, ModelCard } from '../src/cards/card';
import type { WeightSource } from '../src/network';
import { networkOf } from '../src/networks';
import type { StoredTensor } from '../src/safetensors';
import { assembleModel, type StoredModel } from '../src/store/stored-model';
import { TINY_CGCNN, TINY_MEGNET } from './tiny-networks';
import { TINY_M3GNET } from './tiny-m3gnet';
import { uniform } from './uniform';

const ELEMENTS = TINY_CGCNN.elements;

const CONFIGS: Readonly<Record<Architecture, Record<string, unknown>>> = {
  cgcnn: { ...TINY_CGCNN, neighbours: 8, convolutions: 1 },
  megnet: { ...TINY_MEGNET, blocks: 1 },
  m3gnet: { ...TINY_M3GNET, elements: ELEMENTS, blocks: 1, readout: 'weighted' },
  alignn: {
    elements: ELEMENTS,
    neighbours: 4,
    cutoff: 5,
    gaussians: { first: 0, last: 8, count: 9, sharpness: 2 },
    angleGaussians: { first: -1, last: 1, count: 5, sharpness: 4 },
    features: 5,
    embeddingSize: 6,
    hiddenSize: 7,
    alignnLayers: 1,
    gcnLayers: 1,
    outputs: ['value'],
    link: 'identity',
  },
};

const FAMILIES: Readonly<Record<Architecture, FamilyName>> = {
  cgcnn: 'CGCNN',
  megnet: 'MEGNet',
  m3gnet: 'M3GNET',
  alignn: 'ALIGNN',
};

/** Untrained models of small networks that `trainingRows` are known to, to be tuned in tests. */
export function tinyBase(
  architecture: Architecture,
  properties: readonly Partial<CardProperty>[] = [{}],
  card: Partial<ModelCard> = {},
): StoredModel {
  const config = { ...CONFIGS[architecture], ...card.config };
  return assembleModel(
    {
      name: `tiny-${architecture}`,
      version: '1.0.0',
      family: FAMILIES[architecture],
      architecture,
      description: 'Untrained, for tests.',
      properties: properties.map((property) => ({
        name: 'formation_energy',
        output: architecture === 'megnet' ? 'first' : 'value',
        unit: 'eV/atom',
        transform: 'identity',
        scale: 1,
        shift: -1,
        ...property,
      })),
      elements: ELEMENTS,
      training: { set: 'none', functional: 'PBE', crystals: 7 },
      heldOut: {},
      licence: 'MIT',
      source: 'a seed',
      citation: 'none',
      origin: 'own',
      ...card,
      config,
    },
    weightsOf(architecture, config),
  );
}

function weightsOf(architecture: Architecture, config: unknown): Map<string, StoredTensor> {
  const next = uniform(11);
  const tensors = new Map<string, StoredTensor>();
  const source: WeightSource = (name, shape) => {
    const count = shape.reduce((product, size) => product * size, 1);
    const width = 1 / Math.sqrt(shape[0] ?? 1);
    // Scales and variances are positive.
    const isPositive = /\.(scale|variance)$/.test(name);
    const data = Float32Array.from({ length: count }, () =>
      isPositive ? 0.5 + next() : width * (2 * next() - 1),
    );
    tensors.set(name, { dtype: 'F32', shape, data });
    return constant(data, shape);
  };
  const network = networkOf(architecture);
  network.build(network.parseConfig(config), source);
  return tensors;
}
