import { badCheckpoint } from '../checkpoints';
import { expectConfig, kerasLayers, sizeOf, sizesOf, type KerasLayer } from './keras-layers';

/** What the names and sizes of the weights of a Keras model follow from. */
export interface KerasShape {
  /** Rows of the embedding: atomic numbers from 0 on. */
  readonly numbers: number;
  readonly embedding: number;
  readonly encoder: readonly number[];
  readonly update: readonly number[];
  readonly readout: readonly number[];
  readonly blocks: number;
  /** Features of the memory of Set2Set. */
  readonly memory: number;
  readonly steps: number;
}

/** Dense layers of a block: two each of atoms, bonds and state. */
export const DENSE_A_BLOCK = 6;
/** Dense layers after Set2Set. */
export const READOUT = 3;

const ACTIVATED = { activation: 'softplus2', use_bias: true };
const SUPPORTED = new Set([
  'InputLayer',
  'Embedding',
  'Dense',
  'MEGNetLayer',
  'Add',
  'Set2Set',
  'Concatenate',
]);

/**
 * Reads the shape of a MEGNet from its configuration.
 * @throws {ModelError} bad-checkpoint when it has anything that our network does not
 */
export function kerasShape(model: unknown): KerasShape {
  const layers = kerasLayers(model);
  const other = layers.find(({ kind }) => !SUPPORTED.has(kind));
  if (other) throw badCheckpoint(`its layer ${other.name} is of a kind that MEGNet has not`);
  const [embedding] = named(layers, 'Embedding', 'embedding', 1);
  const blocks = named(layers, 'MEGNetLayer', 'meg_net_layer');
  const dense = named(layers, 'Dense', 'dense', DENSE_A_BLOCK * blocks.length + READOUT);
  const sets = named(layers, 'Set2Set', 'set2_set', 2);
  const [block] = blocks;
  const [set] = sets;
  if (!embedding || !block || !set) throw badCheckpoint('it has no embedding, block or Set2Set');
  for (const layer of dense.slice(0, -1)) expectConfig(layer, ACTIVATED);
  for (const layer of dense.slice(-1)) expectConfig(layer, { activation: 'linear', units: 1 });
  const update = sizesOf(block, 'units_e');
  for (const layer of blocks) {
    expectConfig(layer, { ...ACTIVATED, pool_method: 'mean' });
    for (const units of ['units_e', 'units_v', 'units_u']) {
      if (sizesOf(layer, units).join() === update.join()) continue;
      throw badCheckpoint(`${layer.name} has updates of different sizes`);
    }
  }
  const memory = sizeOf(set, 'n_hidden');
  const steps = sizeOf(set, 'T');
  for (const layer of sets) {
    expectConfig(layer, {
      activation: 'linear',
      activation_lstm: 'tanh',
      recurrent_activation: 'hard_sigmoid',
      use_bias: true,
      n_hidden: memory,
      T: steps,
    });
  }
  return {
    numbers: sizeOf(embedding, 'input_dim'),
    embedding: sizeOf(embedding, 'output_dim'),
    encoder: dense.slice(0, 2).map((layer) => sizeOf(layer, 'units')),
    update,
    readout: dense.slice(-READOUT, -1).map((layer) => sizeOf(layer, 'units')),
    blocks: blocks.length,
    memory,
    steps,
  };
}

/** The layers `name_1`, `name_2`, … in this order, which are all of their kind. */
function named(
  layers: readonly KerasLayer[],
  kind: string,
  name: string,
  count?: number,
): KerasLayer[] {
  const own = layers.filter((layer) => layer.kind === kind);
  if (own.length !== (count ?? own.length)) {
    throw badCheckpoint(`it has ${own.length} layers ${kind}, not ${count ?? own.length}`);
  }
  return own.map((_, index) => {
    const found = own.find((layer) => layer.name === `${name}_${index + 1}`);
    if (found) return found;
    throw badCheckpoint(`it has no layer ${name}_${index + 1}`);
  });
}
