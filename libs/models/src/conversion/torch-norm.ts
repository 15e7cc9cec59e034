import type { StoredTensor } from '../safetensors';
import { storedVector, type TensorTable } from './tensor-table';

/**
 * A batch norm of PyTorch with its running statistics, by our names.
 * @throws {ModelError} bad-checkpoint
 */
export function* torchNorm(
  table: TensorTable,
  from: string,
  to: string,
  size: number,
): Generator<[name: string, tensor: StoredTensor]> {
  yield [`${to}.scale`, storedVector(table.values(`${from}.weight`, size))];
  yield [`${to}.shift`, storedVector(table.values(`${from}.bias`, size))];
  yield [`${to}.mean`, storedVector(table.values(`${from}.running_mean`, size))];
  yield [`${to}.variance`, storedVector(table.values(`${from}.running_var`, size))];
}
