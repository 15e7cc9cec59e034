import {
  rowsOf,
  stored,
  storedVector,
  type Matrix,
  type TensorTable,
} from '../conversion/tensor-table';
import { torchLinear } from '../conversion/torch-linear';
import type { StoredTensor } from '../safetensors';
import { radialSize, type M3gnetConfig } from './config';

type Named = [name: string, tensor: StoredTensor];

/** The weights of a matgl checkpoint by our names. */
export function* renamed(table: TensorTable, config: M3gnetConfig): Generator<Named> {
  const { elements, atomSize, bondSize, hiddenSize, blocks } = config;
  const embedding = 'model.embedding.layer_node_embedding.weight';
  yield ['embedding', stored(table.matrix(embedding, elements.length, atomSize))];
  const radial = radialSize(config);
  const bonds = 'model.embedding.layer_edge_embedding.layers.0';
  yield* torchLinear(table, bonds, 'bond_embedding', radial, bondSize);
  for (let block = 0; block < blocks; block++) {
    yield* triples(table, `model.three_body_interactions.${block}`, `block.${block}`, config);
    for (const [theirs, ours, size] of [
      ['edge', 'bond', bondSize],
      ['node', 'atom', atomSize],
    ] as const) {
      const from = `model.graph_layers.${block}.conv.${theirs}`;
      const to = `block.${block}.${ours}`;
      yield* message(table, `${from}_update_func`, to, size, config);
      yield [`${to}.radial`, stored(table.transposed(`${from}_weight_func.weight`, radial, size))];
    }
  }
  if (config.readout === 'energy') {
    yield* gated(table, 'model.final_layer.gated', 'readout', [
      atomSize,
      atomSize,
      hiddenSize,
      hiddenSize,
      1,
    ]);
    const references = table.values('element_refs.property_offset', elements.length);
    yield ['element_references', stored({ rows: elements.length, columns: 1, data: references })];
  } else {
    yield* crystal(table, config);
  }
}

function* triples(
  table: TensorTable,
  from: string,
  block: string,
  { atomSize, bondSize, degrees, radialOrders }: M3gnetConfig,
): Generator<Named> {
  const functions = degrees * radialOrders;
  const atoms = `${from}.update_network_atom.layers.0`;
  yield* torchLinear(table, atoms, `${block}.triple.atom`, atomSize, functions);
  for (const [theirs, ours] of BRANCHES) {
    const weights = `${from}.update_network_bond.${theirs}.0.weight`;
    yield [`${block}.triple.${ours}`, stored(table.transposed(weights, functions, bondSize))];
  }
}

const BRANCHES = [
  ['layers', 'core'],
  ['gates', 'gate'],
] as const;

/** Their first layer takes the features of both atoms and of the bond side by side; ours each apart. */
function* message(
  table: TensorTable,
  from: string,
  to: string,
  size: number,
  { atomSize, bondSize, hiddenSize }: M3gnetConfig,
): Generator<Named> {
  const joined = 2 * atomSize + bondSize;
  for (const [theirs, ours] of BRANCHES) {
    const [theirFirst, first] = [`${from}.${theirs}.0`, `${to}.${ours}.0`];
    const weights = table.transposed(`${theirFirst}.weight`, joined, hiddenSize);
    const part = (start: number, end: number): Matrix => rowsOf(weights, start, end);
    yield [`${first}.source`, stored(part(0, atomSize))];
    yield [`${first}.target`, stored(part(atomSize, 2 * atomSize))];
    yield [`${first}.bond`, stored(part(2 * atomSize, joined))];
    yield [`${first}.bias`, storedVector(table.values(`${theirFirst}.bias`, hiddenSize))];
    yield* layers(table, `${from}.${theirs}`, `${to}.${ours}`, [hiddenSize, hiddenSize, size], 1);
  }
}

function* gated(
  table: TensorTable,
  from: string,
  to: string,
  sizes: readonly number[],
): Generator<Named> {
  for (const [theirs, ours] of BRANCHES) {
    yield* layers(table, `${from}.${theirs}`, `${to}.${ours}`, sizes, 0);
  }
}

/** Of networks for a value of the crystal. */
function* crystal(
  table: TensorTable,
  { readout, atomSize, hiddenSize, set2set }: M3gnetConfig,
): Generator<Named> {
  if (readout === 'set2set') {
    for (let layer = 0; layer < set2set.layers; layer++) {
      const input = layer === 0 ? 2 * atomSize : atomSize;
      yield* memory(table, layer, `readout.${layer}`, input, atomSize);
    }
  } else {
    const from = 'model.readout';
    const sizes = [atomSize, hiddenSize, hiddenSize];
    yield* layers(table, `${from}.mlp.layers`, 'readout.features', sizes, 0);
    yield* torchLinear(table, `${from}.weight.0`, 'readout.weight', atomSize, 1);
  }
  const features = readout === 'set2set' ? 2 * atomSize : hiddenSize;
  const sizes = [features, hiddenSize, hiddenSize, 1];
  yield* layers(table, 'model.final_layer.layers', 'output', sizes, 0);
}

function* memory(
  table: TensorTable,
  layer: number,
  to: string,
  input: number,
  size: number,
): Generator<Named> {
  const lstm = 'model.readout.set2set.lstm';
  const weights = (name: string, from: number): StoredTensor =>
    stored(table.transposed(`${lstm}.${name}_l${layer}`, from, 4 * size));
  yield [`${to}.input`, weights('weight_ih', input)];
  yield [`${to}.hidden`, weights('weight_hh', size)];
  const own = table.values(`${lstm}.bias_ih_l${layer}`, 4 * size);
  const other = table.values(`${lstm}.bias_hh_l${layer}`, 4 * size);
  yield [`${to}.bias`, storedVector(own.map((value, index) => value + (other[index] ?? NaN)))];
}

/** Linear layers; in their lists an activation stands after each. */
function* layers(
  table: TensorTable,
  from: string,
  to: string,
  sizes: readonly number[],
  first: number,
): Generator<Named> {
  for (let index = 0; index + 1 < sizes.length; index++) {
    const [inputs = 0, outputs = 0] = sizes.slice(index);
    const layer = first + index;
    yield* torchLinear(table, `${from}.${2 * layer}`, `${to}.${layer}`, inputs, outputs);
  }
}
