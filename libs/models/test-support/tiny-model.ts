import { constant } from '@nano-os/tensor';
import type { ModelCard } from '../src/cards/card';
import { cgcnn } from '../src/cgcnn';
import type { WeightSource } from '../src/network';
import type { StoredTensor } from '../src/safetensors';
import { assembleModel, type CardDraft, type StoredModel } from '../src/store/stored-model';
import { uniform } from './uniform';

const CONFIG = {
  elements: ['O', 'Mg', 'Si', 'Ti'],
  neighbours: 12,
  cutoff: 8,
  gaussians: { first: 0, last: 8, count: 9, sharpness: 2 },
  features: 5,
  atomSize: 6,
  convolutions: 2,
  hiddenSize: 7,
  hiddenLayers: 1,
};

/** A CGCNN small enough to be made in a test, with weights that follow from the seed. */
export function tinyModel(seed = 1, text: Partial<CardDraft> = {}): StoredModel {
  return assembleModel({ ...tinyCard(), ...text }, tinyTensors(seed));
}

export function tinyCard(): Omit<ModelCard, 'format' | 'files'> {
  return {
    name: 'CGCNN-tiny',
    version: '1.0.0',
    family: 'CGCNN',
    architecture: 'cgcnn',
    description: 'Untrained, for tests.',
    config: CONFIG,
    properties: [
      {
        name: 'formation_energy',
        output: 'value',
        unit: 'eV/atom',
        transform: 'identity',
        scale: 1.5,
        shift: -1,
      },
    ],
    elements: CONFIG.elements,
    training: { set: 'none', functional: 'PBE', crystals: null },
    heldOut: {},
    licence: 'MIT',
    source: 'a seed',
    citation: 'none',
    origin: 'own',
  };
}

/** Every weight that the network asks for, in the shape that it asks for. */
export function tinyTensors(seed: number): Map<string, StoredTensor> {
  const next = uniform(seed);
  const tensors = new Map<string, StoredTensor>();
  const weights: WeightSource = (name, shape) => {
    const count = shape.reduce((product, size) => product * size, 1);
    // Variances are positive.
    const data = Float32Array.from({ length: count }, () => 0.1 + 0.4 * next());
    tensors.set(name, { dtype: 'F32', shape, data });
    return constant(data, shape);
  };
  cgcnn.build(cgcnn.parseConfig(CONFIG), weights);
  return tensors;
}
