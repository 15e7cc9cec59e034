import { readTorchCheckpoint } from '../checkpoints';
import { fileEnding, type Files } from '../conversion/files';
import { stored, TensorTable } from '../conversion/tensor-table';
import { dictionary, numberIn, sizeIn, tensorsIn } from '../conversion/torch-tree';
import type { Converted } from '../published/converters';
import { readAtomFeatures } from './atom-features';
import { propertyOf } from './properties';
import { renameCgcnn, type CgcnnSizes } from './rename';

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
  const sizes: CgcnnSizes = {
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
      ...renameCgcnn(new TensorTable(weights), sizes),
    ]),
  };
}
