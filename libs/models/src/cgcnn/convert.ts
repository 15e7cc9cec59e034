import { readTorchCheckpoint } from '../checkpoints';
import { fileEnding, type Files } from '../conversion/files';
import { rowsOf, stored, storedVector, TensorTable } from '../conversion/tensor-table';
import { dictionary, numberIn, sizeIn, tensorsIn } from '../conversion/torch-tree';
import type { Converted } from '../published/converters';
import type { StoredTensor } from '../safetensors';
import { readAtomFeatures } from './atom-features';
import { propertyOf } from './properties';

/** How the authors' program makes graphs, unless it is told otherwise; checkpoints do not say. */
const GRAPH = {
  neighbours: 12,
  cutoff: 8,
  gaussians: { first: 0, last: 8, count: 41, sharpness: 25 },
};

const MOST_LAYERS = 64;

/**
 * Turns a checkpoint of the authors' program (`*.pth.tar`, named for its property) with its
 * `atom_init.json` into our weights.
 * @throws {ModelError} bad-checkpoint
 */
export function convertCgcnn(files: Files): Converted {
  const { name, bytes } = fileEnding(files, '.pth.tar');
  const { elements, features } = readAtomFeatures(fileEnding(files, 'atom_init.json').bytes);
  const checkpoint = dictionary(readTorchCheckpoint(bytes), 'the checkpoint');
  const args = dictionary(checkpoint.get('args'), 'args');
  const normalizer = dictionary(checkpoint.get('normalizer'), 'normalizer');
  const weights = tensorsIn(dictionary(checkpoint.get('state_dict'), 'state_dict'));
  const isClassification = args.get('task') === 'classification';
  const sizes: Sizes = {
    features: features.columns,
    bond: GRAPH.gaussians.count,
    atom: sizeIn(args, 'atom_fea_len'),
    convolutions: sizeIn(args, 'n_conv', MOST_LAYERS),
    hidden: sizeIn(args, 'h_fea_len'),
    hiddenLayers: sizeIn(args, 'n_h', MOST_LAYERS),
    outputs: isClassification ? 2 : 1,
  };
  const scale = isClassification ? 1 : numberIn(normalizer, 'std');
  const shift = isClassification ? 0 : numberIn(normalizer, 'mean');
  return {
    config: {
      elements,
      ...GRAPH,
      features: sizes.features,
      atomSize: sizes.atom,
      convolutions: sizes.convolutions,
      hiddenSize: sizes.hidden,
      hiddenLayers: sizes.hiddenLayers,
    },
    properties: [{ ...propertyOf(name), output: 'value', scale, shift }],
    elements,
    tensors: new Map([
      ['atom_features', stored(features)],
      ...renamed(new TensorTable(weights), sizes),
    ]),
  };
}

interface Sizes {
  readonly features: number;
  readonly bond: number;
  readonly atom: number;
  readonly convolutions: number;
  readonly hidden: number;
  readonly hiddenLayers: number;
  readonly outputs: number;
}

function* renamed(table: TensorTable, sizes: Sizes): Generator<[string, StoredTensor]> {
  const { atom, hidden } = sizes;
  yield* linear(table, 'embedding', 'embedding', sizes.features, atom);
  for (let index = 0; index < sizes.convolutions; index++) {
    const [from, to] = [`convs.${index}`, `convolution.${index}`];
    const full = table.transposed(`${from}.fc_full.weight`, 2 * atom + sizes.bond, 2 * atom);
    yield [`${to}.receiver`, stored(rowsOf(full, 0, atom))];
    yield [`${to}.sender`, stored(rowsOf(full, atom, 2 * atom))];
    yield [`${to}.bond`, stored(rowsOf(full, 2 * atom, full.rows))];
    yield [`${to}.bias`, storedVector(table.values(`${from}.fc_full.bias`, 2 * atom))];
    yield* norm(table, `${from}.bn1`, `${to}.message_norm`, 2 * atom);
    yield* norm(table, `${from}.bn2`, `${to}.sum_norm`, atom);
  }
  yield* linear(table, 'conv_to_fc', 'hidden.0', atom, hidden);
  for (let layer = 1; layer < sizes.hiddenLayers; layer++) {
    yield* linear(table, `fcs.${layer - 1}`, `hidden.${layer}`, hidden, hidden);
  }
  yield* readout(table, hidden, sizes.outputs);
}

function* linear(
  table: TensorTable,
  from: string,
  to: string,
  inputs: number,
  outputs: number,
): Generator<[string, StoredTensor]> {
  yield [`${to}.weight`, stored(table.transposed(`${from}.weight`, inputs, outputs))];
  yield [`${to}.bias`, storedVector(table.values(`${from}.bias`, outputs))];
}

function* norm(
  table: TensorTable,
  from: string,
  to: string,
  size: number,
): Generator<[string, StoredTensor]> {
  yield [`${to}.scale`, storedVector(table.values(`${from}.weight`, size))];
  yield [`${to}.shift`, storedVector(table.values(`${from}.bias`, size))];
  yield [`${to}.mean`, storedVector(table.values(`${from}.running_mean`, size))];
  yield [`${to}.variance`, storedVector(table.values(`${from}.running_var`, size))];
}

/** Of two classes only the difference of their logits matters, whose sigmoid is the second's probability. */
function* readout(
  table: TensorTable,
  hidden: number,
  outputs: number,
): Generator<[string, StoredTensor]> {
  const { data } = table.matrix('fc_out.weight', outputs, hidden);
  const bias = table.values('fc_out.bias', outputs);
  const merged = (values: Float32Array, size: number): Float32Array =>
    outputs === 1
      ? values
      : values.slice(size).map((value, index) => value - (values[index] ?? NaN));
  yield ['readout.weight', stored({ rows: hidden, columns: 1, data: merged(data, hidden) })];
  yield ['readout.bias', storedVector(merged(bias, 1))];
}
