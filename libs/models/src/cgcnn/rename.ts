import { rowsOf, stored, storedVector, type TensorTable } from '../conversion/tensor-table';
import { torchLinear } from '../conversion/torch-linear';
import { torchNorm } from '../conversion/torch-norm';
import type { StoredTensor } from '../safetensors';

type Named = [name: string, tensor: StoredTensor];

/** What the names and sizes of the weights follow from. */
export interface CgcnnSizes {
  readonly features: number;
  readonly bond: number;
  readonly atom: number;
  readonly convolutions: number;
  readonly hidden: number;
  readonly hiddenLayers: number;
  readonly outputs: number;
}

/**
 * The weights of a checkpoint of the authors' program under our names.
 * @throws {ModelError} bad-checkpoint
 */
export function* renameCgcnn(table: TensorTable, sizes: CgcnnSizes): Generator<Named> {
  const { atom, hidden } = sizes;
  yield* torchLinear(table, 'embedding', 'embedding', sizes.features, atom);
  for (let index = 0; index < sizes.convolutions; index++) {
    const [from, to] = [`convs.${index}`, `convolution.${index}`];
    const full = table.transposed(`${from}.fc_full.weight`, 2 * atom + sizes.bond, 2 * atom);
    yield [`${to}.receiver`, stored(rowsOf(full, 0, atom))];
    yield [`${to}.sender`, stored(rowsOf(full, atom, 2 * atom))];
    yield [`${to}.bond`, stored(rowsOf(full, 2 * atom, full.rows))];
    yield [`${to}.bias`, storedVector(table.values(`${from}.fc_full.bias`, 2 * atom))];
    yield* torchNorm(table, `${from}.bn1`, `${to}.message_norm`, 2 * atom);
    yield* torchNorm(table, `${from}.bn2`, `${to}.sum_norm`, atom);
  }
  yield* torchLinear(table, 'conv_to_fc', 'hidden.0', atom, hidden);
  for (let layer = 1; layer < sizes.hiddenLayers; layer++) {
    yield* torchLinear(table, `fcs.${layer - 1}`, `hidden.${layer}`, hidden, hidden);
  }
  yield* readout(table, hidden, sizes.outputs);
}

/** Of two classes only the difference of their logits matters, whose sigmoid is the second's probability. */
function* readout(table: TensorTable, hidden: number, outputs: number): Generator<Named> {
  const { data } = table.matrix('fc_out.weight', outputs, hidden);
  const bias = table.values('fc_out.bias', outputs);
  const merged = (values: Float32Array, size: number): Float32Array =>
    outputs === 1
      ? values
      : values.slice(size).map((value, index) => value - (values[index] ?? NaN));
  yield ['readout.weight', stored({ rows: hidden, columns: 1, data: merged(data, hidden) })];
  yield ['readout.bias', storedVector(merged(bias, 1))];
}
