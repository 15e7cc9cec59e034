import { constant, encodeOnnx, Session } from '@nano-os/tensor';
import { Lattice, Structure } from '@nano-os/crystal';
import { m3gnet, type M3gnetConfig } from '../src/m3gnet';
import type { CrystalOutputs, WeightSource } from '../src/network';
import type { StoredTensor } from '../src/safetensors';
import { constantWeights } from '../src/store/constant-weights';
import { uniform } from './uniform';

export const TINY_M3GNET: M3gnetConfig = {
  elements: ['O', 'Si', 'Ti'],
  cutoff: 4,
  threeBodyCutoff: 3.2,
  radialBasis: 'bessel',
  radialOrders: 2,
  degrees: 3,
  tripleOrder: 'other',
  blocks: 2,
  atomSize: 5,
  bondSize: 4,
  hiddenSize: 6,
  readout: 'energy',
  set2set: { steps: 2, layers: 2 },
  scale: 1.7,
};

/** Every weight that the network asks for, between -1 and 1, as they follow from the seed. */
export function tinyM3gnetWeights(config: M3gnetConfig, seed = 3): Map<string, StoredTensor> {
  const next = uniform(seed);
  const tensors = new Map<string, StoredTensor>();
  const weights: WeightSource = (name, shape) => {
    const count = shape.reduce((product, size) => product * size, 1);
    const data = Float32Array.from({ length: count }, () => 2 * next() - 1);
    tensors.set(name, { dtype: 'F32', shape, data });
    return constant(data, shape);
  };
  m3gnet.build(config, weights);
  return tensors;
}

/** A network that answers for crystals, in a session of its own. */
export interface OpenM3gnet {
  readonly config: M3gnetConfig;
  predict(...structures: readonly Structure[]): Promise<CrystalOutputs[]>;
  dispose(): Promise<void>;
}

export async function openM3gnet(
  config: M3gnetConfig,
  tensors: ReadonlyMap<string, StoredTensor>,
  precision: 'float32' | 'float64' = 'float64',
): Promise<OpenM3gnet> {
  const outputs = m3gnet.build(config, constantWeights(tensors));
  const session = await Session.create(encodeOnnx(outputs, { precision }));
  return {
    config,
    predict: async (...structures) => {
      const graphs = structures.map((structure) => m3gnet.featurise(structure, config));
      return m3gnet.decode(await session.run(m3gnet.collate(graphs, config)), graphs, config);
    },
    dispose: () => session.dispose(),
  };
}

/** Crystals of low symmetry, of the elements of the tiny network, that follow from a seed. */
export function oddCrystals(count: number, seed = 5): Structure[] {
  const next = uniform(seed);
  const around = (value: number): number => value + 0.8 * (next() - 0.5);
  return Array.from({ length: count }, () => {
    const lattice = Lattice.fromRows([
      [around(3.6), around(0), around(0)],
      [around(0.5), around(3.9), around(0)],
      [around(0), around(0.4), around(4.2)],
    ]);
    return new Structure(
      lattice,
      ['Ti', 'O', 'Si', 'O'],
      [
        [0.1 * next(), 0.1 * next(), 0.1 * next()],
        [0.5 + 0.1 * next(), 0.1 * next(), 0.45],
        [0.5, 0.5 + 0.1 * next(), 0.1 * next()],
        [0.05, 0.5, 0.5 + 0.1 * next()],
      ],
    );
  });
}
