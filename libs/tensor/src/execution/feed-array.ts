import { TensorError } from '../errors';
import type { Feed } from './feed';
import type { Slot } from './slot';

/** An array as ONNX Runtime takes it, and the name of its type. */
export type OrtArray =
  | readonly ['float32', Float32Array]
  | readonly ['float64', Float64Array]
  | readonly ['int32', Int32Array]
  | readonly ['bool', Uint8Array];

/** ONNX Runtime refuses arrays over shared memory: these are copied. */
function isShared(data: Feed['data']): boolean {
  return data.buffer instanceof SharedArrayBuffer;
}

/**
 * The values of a feed in the type of the graph's input, themselves where they have it.
 * @throws {TensorError} when the types do not go together
 */
export function feedArray({ name, type }: Slot, { data }: Feed): OrtArray {
  const isFloat = data instanceof Float32Array || data instanceof Float64Array;
  if (type === 'float32' && isFloat) {
    const isReady = data instanceof Float32Array && !isShared(data);
    return [type, isReady ? data : new Float32Array(data)];
  }
  if (type === 'float64' && isFloat) {
    const isReady = data instanceof Float64Array && !isShared(data);
    return [type, isReady ? data : new Float64Array(data)];
  }
  if (type === 'int32' && data instanceof Int32Array) {
    return [type, isShared(data) ? new Int32Array(data) : data];
  }
  if (type === 'bool' && data instanceof Uint8Array) {
    return [type, isShared(data) ? new Uint8Array(data) : data];
  }
  throw new TensorError(`Input '${name}' of ${type} cannot be made of ${data.constructor.name}.`);
}
