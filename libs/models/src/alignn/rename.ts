import { stored, storedVector, type TensorTable } from '../conversion/tensor-table';
import { torchLinear } from '../conversion/torch-linear';
import { torchNorm } from '../conversion/torch-norm';
import type { StoredTensor } from '../safetensors';
import type { AlignnConfig } from './config';

type Named = [name: string, tensor: StoredTensor];

/** What the names and sizes of the weights follow from. */
export type AlignnSizes = Pick<
  AlignnConfig,
  | 'features'
  | 'gaussians'
  | 'angleGaussians'
  | 'embeddingSize'
  | 'hiddenSize'
  | 'alignnLayers'
  | 'gcnLayers'
  | 'outputs'
>;

/**
 * The weights of a checkpoint of the authors' program under our names, without those of the last
 * layers that nothing follows from.
 * @throws {ModelError} bad-checkpoint
 */
export function* renameAlignn(table: TensorTable, sizes: AlignnSizes): Generator<Named> {
  const { features, gaussians, angleGaussians, embeddingSize, hiddenSize } = sizes;
  const { alignnLayers, gcnLayers, outputs } = sizes;
  yield* embedding(table, 'atom_embedding', 'atom_embedding', features, hiddenSize);
  yield* embeddings('edge_embedding', 'bond_embedding', gaussians.count);
  if (bondsAreUpdated(0))
    yield* embeddings('angle_embedding', 'angle_embedding', angleGaussians.count);
  for (let index = 0; index < alignnLayers; index++) {
    const [from, to] = [`alignn_layers.${index}`, `alignn.${index}`];
    const isUsed = bondsAreUpdated(index);
    yield* convolution(table, `${from}.node_update`, `${to}.atoms`, hiddenSize, isUsed);
    if (!isUsed) continue;
    const anglesAreUsed = bondsAreUpdated(index + 1);
    yield* convolution(table, `${from}.edge_update`, `${to}.bonds`, hiddenSize, anglesAreUsed);
  }
  for (let index = 0; index < gcnLayers; index++) {
    const isUsed = index < gcnLayers - 1;
    yield* convolution(table, `gcn_layers.${index}`, `gcn.${index}`, hiddenSize, isUsed);
  }
  yield* torchLinear(table, 'fc', 'readout', hiddenSize, outputs.length);

  /** Whether something follows from the bonds that come out of a layer. */
  function bondsAreUpdated(layer: number): boolean {
    return layer < alignnLayers && (layer < alignnLayers - 1 || gcnLayers > 0);
  }
  function* embeddings(from: string, to: string, inputs: number): Generator<Named> {
    yield* embedding(table, `${from}.1`, `${to}.0`, inputs, embeddingSize);
    yield* embedding(table, `${from}.2`, `${to}.1`, embeddingSize, hiddenSize);
  }
}

function* embedding(
  table: TensorTable,
  from: string,
  to: string,
  inputs: number,
  outputs: number,
): Generator<Named> {
  yield* torchLinear(table, `${from}.layer.0`, to, inputs, outputs);
  yield* torchNorm(table, `${from}.layer.1`, `${to}.norm`, outputs);
}

const MATRICES = {
  dst_gate: 'receiver_gate',
  src_gate: 'sender_gate',
  edge_gate: 'link_gate',
} as const;

/** @param linksAreUsed whether something follows from the links that come out */
function* convolution(
  table: TensorTable,
  from: string,
  to: string,
  size: number,
  linksAreUsed: boolean,
): Generator<Named> {
  const gate = new Float32Array(size);
  for (const [theirs, ours] of Object.entries(MATRICES)) {
    yield [
      `${to}.${ours}.weight`,
      stored(table.transposed(`${from}.${theirs}.weight`, size, size)),
    ];
    // Three layers whose sum alone counts have one bias.
    table.values(`${from}.${theirs}.bias`, size).forEach((value, index) => {
      gate[index] = (gate[index] ?? 0) + value;
    });
  }
  yield [`${to}.gate.bias`, storedVector(gate)];
  yield* torchLinear(table, `${from}.src_update`, `${to}.update`, size, size);
  yield* torchLinear(table, `${from}.dst_update`, `${to}.message`, size, size);
  yield* torchNorm(table, `${from}.bn_nodes`, `${to}.node_norm`, size);
  if (linksAreUsed) yield* torchNorm(table, `${from}.bn_edges`, `${to}.link_norm`, size);
}
