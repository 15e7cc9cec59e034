import type { Structure } from '@nano-os/crystal';
import { constant, encodeOnnx, Session, type Precision } from '@nano-os/tensor';
import type { CrystalOutputs, Network, WeightSource } from '../src/network';
import type { StoredTensor } from '../src/safetensors';
import { constantWeights } from '../src/store/constant-weights';
import { uniform } from './uniform';

/** A network that can be asked. */
export interface OpenNetwork<Graph> {
  featurise(structure: Structure): Graph;
  /** The outputs of all graphs, computed at once. */
  run(...graphs: Graph[]): Promise<CrystalOutputs[]>;
  predict(...structures: Structure[]): Promise<CrystalOutputs[]>;
  dispose(): Promise<void>;
}

export async function openNetwork<Config, Graph>(
  network: Network<Config, Graph>,
  configuration: unknown,
  tensors: ReadonlyMap<string, StoredTensor>,
  precision: Precision = 'float32',
): Promise<OpenNetwork<Graph>> {
  const config = network.parseConfig(configuration);
  const outputs = network.build(config, constantWeights(tensors));
  const session = await Session.create(encodeOnnx(outputs, { precision }));
  const run = async (...graphs: Graph[]): Promise<CrystalOutputs[]> => {
    const raw = await session.run(network.collate(graphs, config));
    return network.decode(raw, graphs, config);
  };
  const featurise = (structure: Structure): Graph => network.featurise(structure, config);
  return {
    featurise,
    run,
    predict: (...structures) => run(...structures.map(featurise)),
    dispose: () => session.dispose(),
  };
}

/** Weights of the right shapes that follow from a seed: variances positive, all others of both signs. */
export function randomTensors<Config, Graph>(
  network: Network<Config, Graph>,
  configuration: unknown,
  seed: number,
): Map<string, StoredTensor> {
  const next = uniform(seed);
  const tensors = new Map<string, StoredTensor>();
  const weights: WeightSource = (name, shape) => {
    const count = shape.reduce((product, size) => product * size, 1);
    const [offset, factor] = name.endsWith('.variance') ? [0.5, 1] : [-0.6, 1.2];
    const data = Float32Array.from({ length: count }, () => offset + factor * next());
    tensors.set(name, { dtype: 'F32', shape, data });
    return constant(data, shape);
  };
  network.build(network.parseConfig(configuration), weights);
  return tensors;
}
