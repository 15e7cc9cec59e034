import type { StoredTensor } from '../safetensors';
import { stored, storedVector, type TensorTable } from './tensor-table';

/**
 * A linear layer of PyTorch, which keeps its weights as [out, in], by our names and as [in, out].
 * @throws {ModelError} bad-checkpoint
 */
export function* torchLinear(
  table: TensorTable,
  from: string,
  to: string,
  inputs: number,
  outputs: number,
): Generator<[name: string, tensor: StoredTensor]> {
  yield [`${to}.weight`, stored(table.transposed(`${from}.weight`, inputs, outputs))];
  yield [`${to}.bias`, storedVector(table.values(`${from}.bias`, outputs))];
}
