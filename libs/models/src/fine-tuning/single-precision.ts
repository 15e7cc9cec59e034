import { toFloat32, type StoredTensor } from '../safetensors';

/** Weights in the precision that networks are trained in. */
export function singlePrecision(
  tensors: ReadonlyMap<string, StoredTensor>,
): Map<string, StoredTensor> {
  return new Map(
    [...tensors].map(([name, tensor]): [string, StoredTensor] => [
      name,
      { dtype: 'F32', shape: tensor.shape, data: Float32Array.from(toFloat32(tensor)) },
    ]),
  );
}
