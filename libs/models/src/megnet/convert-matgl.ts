import { badCheckpoint, readTorchCheckpoint, type TorchValue } from '../checkpoints';
import { fileEnding, type Files } from '../conversion/files';
import { MATGL_ELEMENTS } from '../conversion/matgl-elements';
import { TensorTable } from '../conversion/tensor-table';
import { dictionary, numberIn, sizeIn, sizesIn, tensorsIn } from '../conversion/torch-tree';
import type { Converted } from '../published/converters';
import { FIDELITIES } from './fidelities';
import { renameMatgl, type MatglShape } from './rename-matgl';

const MOST_BLOCKS = 64;
const MOST_STEPS = 64;

/**
 * Turns a MEGNet of matgl (`state.pt`, `model.pt`) into our weights.
 * @throws {ModelError} bad-checkpoint
 */
export function convertMegnetMatgl(files: Files): Converted {
  const model = dictionary(read(files, 'model.pt'), 'model.pt');
  const args = dictionary(dictionary(model.get('model'), 'model').get('init_args'), 'init_args');
  const { mean, std } = normalizer(model.get('target_transformer'));
  const table = new TensorTable(tensorsIn(dictionary(read(files, 'state.pt'), 'state.pt')));
  const outputs = args.get('ntypes_state') === null ? ['value'] : [...FIDELITIES];
  const shape: MatglShape = {
    elements: MATGL_ELEMENTS.length,
    outputs: outputs.length,
    embedding: sizeIn(args, 'dim_node_embedding'),
    gaussians: sizeIn(args, 'dim_edge_embedding'),
    state: sizeIn(args, 'dim_state_embedding'),
    encoder: sizesIn(args, 'hidden_layer_sizes_input'),
    update: sizesIn(args, 'hidden_layer_sizes_conv'),
    readout: sizesIn(args, 'hidden_layer_sizes_output'),
    blocks: sizeIn(args, 'nblocks', MOST_BLOCKS),
  };
  refuseOthers(args);
  const cutoff = numberIn(args, 'cutoff');
  const names = outputs.length === 1 ? ['formation_energy'] : outputs;
  const unit = outputs.length === 1 ? 'eV/atom' : 'eV';
  return {
    config: {
      elements: MATGL_ELEMENTS,
      cutoff,
      gaussians: {
        first: 0,
        last: cutoff + 1,
        count: shape.gaussians,
        sharpness: numberIn(args, 'gauss_width'),
      },
      embeddingSize: shape.embedding,
      stateSize: shape.state,
      encoder: shape.encoder,
      update: shape.update,
      blocks: shape.blocks,
      readout: shape.readout,
      activateUpdates: true,
      set2set: {
        size: shape.update.at(-1),
        steps: sizeIn(args, 'niters_set2set', MOST_STEPS),
        projected: false,
        gate: 'sigmoid',
        keepsCell: true,
      },
      outputs,
    },
    properties: names.map((name, index) => ({
      name,
      output: outputs[index] ?? '',
      unit,
      transform: 'identity',
      scale: std,
      shift: mean,
    })),
    elements: MATGL_ELEMENTS,
    tensors: new Map(renameMatgl(table, shape)),
  };
}

function read(files: Files, name: string): TorchValue {
  return readTorchCheckpoint(fileEnding(files, name).bytes);
}

function normalizer(value: TorchValue | undefined): { mean: number; std: number } {
  const isObject =
    typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'object';
  if (!isObject || !value.className.endsWith('.Normalizer')) {
    throw badCheckpoint('target_transformer is no Normalizer');
  }
  const state = dictionary(value.state, 'target_transformer');
  return { mean: numberIn(state, 'mean'), std: numberIn(state, 'std') };
}

/** @throws {ModelError} bad-checkpoint for what our network does not do */
function refuseOthers(args: Map<unknown, TorchValue>): void {
  const expected: readonly (readonly [string, string | number | boolean | null])[] = [
    ['activation_type', 'softplus2'],
    ['is_classification', false],
    ['include_state', true],
    ['element_types', null],
    ['bond_expansion', null],
    ['nlayers_set2set', 1],
  ];
  for (const [name, value] of expected) {
    const found = args.get(name);
    if (found !== value) throw badCheckpoint(`${name} is not ${String(value)}, as it should be`);
  }
  const states = args.get('ntypes_state');
  if (states !== null && states !== FIDELITIES.length) {
    throw badCheckpoint(`ntypes_state is neither absent nor ${FIDELITIES.length}`);
  }
}
