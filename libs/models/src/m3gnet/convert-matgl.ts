import { createHash } from 'node:crypto';
import type { CardProperty } from '../cards/card';
import { badCheckpoint } from '../checkpoints/bad-checkpoint';
import type { TorchValue } from '../checkpoints/pickle/values';
import { readTorchCheckpoint } from '../checkpoints/torch/read-torch-checkpoint';
import { fileEnding, type Files } from '../conversion/files';
import { MATGL_ELEMENTS } from '../conversion/matgl-elements';
import { TensorTable } from '../conversion/tensor-table';
import { dictionary, numberIn, tensorsIn } from '../conversion/torch-tree';
import type { Converted } from '../published/converters';
import { toFloat64 } from '../safetensors';
import type { M3gnetConfig, Readout } from './config';
import { renamed } from './rename-matgl';

/**
 * SHA-256 of `state.pt` where the weights were trained before August 2023, when matgl exchanged the
 * bonds of its triples; the files do not say it. So far M3GNet-MP-2018.6.1-Eform.
 */
const WITH_OWN_TRIPLES: ReadonlySet<string> = new Set([
  '166d4dba4aadbc5feb27e8aa047145facbcdadb9c5de067768e00515be3b3c1f',
]);

const POTENTIAL: readonly CardProperty[] = (
  [
    ['energy', 'eV'],
    ['forces', 'eV/Å'],
    ['stresses', 'GPa'],
  ] as const
).map(([name, unit]) => ({
  name,
  output: name,
  unit,
  transform: 'identity',
  scale: 1,
  shift: 0,
}));

/**
 * Turns an M3GNet of matgl (`state.pt`, `model.pt`), a potential or one for formation energies, into
 * our weights.
 * @throws {ModelError} bad-checkpoint
 */
export function convertM3gnetMatgl(files: Files): Converted {
  const state = fileEnding(files, 'state.pt').bytes;
  const model = dictionary(readTorchCheckpoint(fileEnding(files, 'model.pt').bytes), 'model.pt');
  const args = dictionary(dictionary(model.get('model'), 'model').get('init_args'), 'init_args');
  const weights = dictionary(readTorchCheckpoint(state), 'state.pt');
  refuseOthers(args);
  const isPotential = args.get('is_intensive') === false;
  const { mean, std } = isPotential
    ? { mean: scalar(weights.get('data_mean')), std: scalar(weights.get('data_std')) }
    : normalizer(model.get('target_transformer'));
  if (isPotential && mean !== 0) throw badCheckpoint('data_mean is not 0, as it should be');
  const digest = createHash('sha256').update(state).digest('hex');
  const config = configOf(args, WITH_OWN_TRIPLES.has(digest), std);
  return {
    config: { ...config },
    properties: isPotential
      ? POTENTIAL
      : [
          {
            name: 'formation_energy',
            output: 'value',
            unit: 'eV/atom',
            transform: 'identity',
            scale: 1,
            shift: mean,
          },
        ],
    elements: config.elements,
    tensors: new Map(renamed(new TensorTable(tensorsIn(weights)), config)),
  };
}

function configOf(
  args: Map<unknown, TorchValue>,
  hasOwnTriples: boolean,
  scale: number,
): M3gnetConfig {
  return {
    elements: elementsIn(args.get('element_types')),
    cutoff: numberIn(args, 'cutoff'),
    threeBodyCutoff: numberIn(args, 'threebody_cutoff'),
    radialBasis: args.get('use_smooth') === true ? 'smooth' : 'bessel',
    radialOrders: numberIn(args, 'max_n'),
    degrees: numberIn(args, 'max_l'),
    tripleOrder: hasOwnTriples ? 'same' : 'other',
    blocks: numberIn(args, 'nblocks'),
    atomSize: numberIn(args, 'dim_node_embedding'),
    bondSize: numberIn(args, 'dim_edge_embedding'),
    hiddenSize: numberIn(args, 'units'),
    readout: readoutOf(args),
    set2set: {
      steps: numberIn(args, 'niters_set2set'),
      layers: numberIn(args, 'nlayers_set2set'),
    },
    scale,
  };
}

function readoutOf(args: Map<unknown, TorchValue>): Readout {
  const isIntensive = args.get('is_intensive');
  const type = args.get('readout_type');
  if (isIntensive === false) return 'energy';
  if (type === 'set2set') return 'set2set';
  if (type === 'weighted_atom') return 'weighted';
  throw badCheckpoint('readout_type is neither set2set nor weighted_atom');
}

/** @throws {ModelError} bad-checkpoint for what our network does not do */
function refuseOthers(args: Map<unknown, TorchValue>): void {
  const expected: readonly (readonly [string, string | number | boolean])[] = [
    ['activation_type', 'swish'],
    ['field', 'node_feat'],
    ['include_state', false],
    ['ntargets', 1],
    ['rbf_type', 'SphericalBessel'],
    ['task_type', 'regression'],
    ['use_phi', false],
  ];
  for (const [name, value] of expected) {
    if (args.get(name) !== value) {
      throw badCheckpoint(`${name} is not ${String(value)}, as it should be`);
    }
  }
  if (!(numberIn(args, 'nblocks') <= 64 && numberIn(args, 'nlayers_set2set') <= 64)) {
    throw badCheckpoint('it has more blocks than a network can have');
  }
}

function elementsIn(value: TorchValue | undefined): readonly string[] {
  if (value === null) return MATGL_ELEMENTS;
  const isList = Array.isArray(value) && value.every((symbol) => typeof symbol === 'string');
  if (isList) return value;
  throw badCheckpoint('element_types is no list of symbols');
}

function normalizer(value: TorchValue | undefined): { mean: number; std: number } {
  const isObject =
    typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'object';
  if (!isObject || !value.className.endsWith('.Normalizer')) {
    throw badCheckpoint('target_transformer is no Normalizer');
  }
  const state = dictionary(value.state, 'target_transformer');
  return { mean: scalar(state.get('mean')), std: scalar(state.get('std')) };
}

/** A number, or a tensor of one. */
function scalar(value: TorchValue | undefined): number {
  const isTensor =
    typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'tensor';
  const [number, ...others] = isTensor ? toFloat64(value) : [value];
  if (typeof number === 'number' && Number.isFinite(number) && others.length === 0) return number;
  throw badCheckpoint('a mean or standard deviation is missing or no number');
}
