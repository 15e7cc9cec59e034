import { rowsOf, stored, storedVector, type Matrix } from '../conversion/tensor-table';
import type { StoredTensor } from '../safetensors';

export type Named = [name: string, tensor: StoredTensor];

/** A linear layer as it comes from elsewhere: the weights [in, out] and the bias. */
export interface Dense {
  readonly weight: Matrix;
  readonly bias: Float32Array;
}

export const UPDATES = ['bond', 'atom', 'state'] as const;
export type Update = (typeof UPDATES)[number];

export function* denseLayer(name: string, { weight, bias }: Dense): Generator<Named> {
  yield [`${name}.weight`, stored(weight)];
  yield [`${name}.bias`, storedVector(bias)];
}

/**
 * The first layer of an update, taken apart by what its inputs are.
 * @param parts names of the inputs in the order in which they were joined, all of one size
 */
export function* joinedLayer(
  name: string,
  { weight, bias }: Dense,
  parts: readonly string[],
): Generator<Named> {
  const size = weight.rows / parts.length;
  for (const [index, part] of parts.entries()) {
    yield [`${name}.${part}`, stored(rowsOf(weight, index * size, (index + 1) * size))];
  }
  yield [`${name}.bias`, storedVector(bias)];
}
