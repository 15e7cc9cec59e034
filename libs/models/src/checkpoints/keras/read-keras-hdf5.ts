import type { StoredTensor } from '../../safetensors/stored-tensor';
import { badCheckpoint } from '../bad-checkpoint';
import { Hdf5File, type Hdf5Group } from '../hdf5/hdf5-file';

/** A model that Keras saved as HDF5. */
export interface KerasModel {
  /** The layers and how they are connected, as JSON. */
  readonly config: unknown;
  /** By Keras' names, such as `dense_1/kernel:0`, in the order of the layers. */
  readonly weights: Map<string, StoredTensor>;
}

const DEEPEST_NAME = 16;

/**
 * Reads a model that `model.save('….hdf5')` of Keras wrote: its configuration and its weights, not
 * the state of its optimizer. Nothing of the configuration is run.
 * @throws {ModelError} bad-checkpoint
 */
export function readKerasHdf5(bytes: Uint8Array): KerasModel {
  const file = new Hdf5File(bytes);
  const [text, ...more] = file.texts(file.root, 'model_config') ?? [];
  if (text === undefined || more.length > 0) {
    throw badCheckpoint('the HDF5 file has no model_config, so that it is no whole model of Keras');
  }
  const layers = file.group(file.root, ['model_weights']);
  const weights = new Map<string, StoredTensor>();
  for (const layerName of listOf(file, layers, 'layer_names')) {
    const layer = file.group(layers, pathOf(layerName));
    for (const name of listOf(file, layer, 'weight_names')) {
      if (weights.has(name)) throw badCheckpoint(`two weights are named ${JSON.stringify(name)}`);
      const path = pathOf(name);
      const group = file.group(layer, path.slice(0, -1));
      weights.set(name, file.dataset(group, path.at(-1) ?? ''));
    }
  }
  return { config: parseConfig(text), weights };
}

/** A list of names, which Keras splits into NAME0, NAME1, … when it is too long for one attribute. */
function listOf(file: Hdf5File, group: Hdf5Group, name: string): string[] {
  const whole = file.texts(group, name);
  if (whole !== undefined) return whole;
  const pieces: string[] = [];
  for (let index = 0; ; index++) {
    const piece = file.texts(group, `${name}${index}`);
    if (piece === undefined && index === 0) throw badCheckpoint(`the HDF5 file has no ${name}`);
    if (piece === undefined) return pieces;
    pieces.push(...piece);
  }
}

function pathOf(name: string): string[] {
  const path = name.split('/');
  if (path.length > DEEPEST_NAME) throw badCheckpoint('a weight has a name that is too deep');
  return path;
}

function parseConfig(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw badCheckpoint('its model_config is no JSON', error);
  }
}
