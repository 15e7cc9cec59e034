import { badCheckpoint, readTorchCheckpoint } from '../checkpoints';
import { readJson, type Files } from '../conversion/files';
import { stored, TensorTable } from '../conversion/tensor-table';
import { dictionary, tensorsIn } from '../conversion/torch-tree';
import type { Converted } from '../published/converters';
import type { StoredTensor } from '../safetensors';
import { atomFeatures } from './atom-features';
import { CONFIG_FILE, checkpointFiles } from './checkpoint-files';
import { configOf } from './config-of-checkpoint';
import { propertyOf } from './properties';
import { renameAlignn } from './rename';

/**
 * Turns what the authors' program leaves of a training, `config.json` with `best_model.pt` or
 * `checkpoint_….pt`, in a folder or in an archive, into our weights.
 * @throws {ModelError} bad-checkpoint
 */
export function convertAlignn(files: Files): Converted {
  const { config: json, weights } = checkpointFiles(files);
  const settings = readJson(json, CONFIG_FILE);
  if (typeof settings !== 'object' || settings === null) {
    throw badCheckpoint(`${CONFIG_FILE} is no object`);
  }
  const fields = settings as Readonly<Record<string, unknown>>;
  const config = configOf(fields);
  const { elements, features } = atomFeatures();
  return {
    config: { ...config },
    properties: [{ ...propertyOf(fields.target), output: 'value', scale: 1, shift: 0 }],
    elements,
    tensors: new Map([
      ['atom_features', stored(features)],
      ...renameAlignn(new TensorTable(weightsIn(weights)), config),
    ]),
  };
}

/** Of the best epoch the weights are kept alone, of others with what it takes to go on. */
function weightsIn(bytes: Uint8Array): Map<string, StoredTensor> {
  const checkpoint = dictionary(readTorchCheckpoint(bytes), 'the checkpoint');
  const inner = checkpoint.get('model');
  const tensors = tensorsIn(inner instanceof Map ? inner : checkpoint);
  // With the link log the authors' program keeps this one without an axis.
  const bias = tensors.get('fc.bias');
  if (bias?.shape.length === 0) tensors.set('fc.bias', { ...bias, shape: [1] });
  return tensors;
}
