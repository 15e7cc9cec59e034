import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TorchValue } from '../src/checkpoints/pickle/values';
import { ModelError } from '../src/errors';
import { toFloat64, type Dtype, type StoredTensor } from '../src/safetensors/stored-tensor';

/** Small files of PyTorch, h5py and safetensors, made by bench/peers/checkpoint_fixtures.py. */
export const CHECKPOINTS = join(__dirname, '../test-fixtures/checkpoints');

export function readFixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(CHECKPOINTS, name)));
}

/** What the script says that a file holds, in the form of `describeValue`. */
export function expectedOf(name: string): unknown {
  const text = readFileSync(join(CHECKPOINTS, 'expected.json'), 'utf8');
  return (JSON.parse(text) as Record<string, unknown>)[name];
}

const NAMES: Readonly<Record<Dtype, string>> = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  I64: 'int64',
  I32: 'int32',
  I16: 'int16',
  I8: 'int8',
  U8: 'uint8',
  BOOL: 'bool',
};

/** A tensor with all its values, whole numbers that a double cannot hold as texts. */
export function describeTensor(tensor: StoredTensor): unknown {
  const { dtype, shape } = tensor;
  return { tensor: NAMES[dtype], shape, values: valuesOf(tensor) };
}

function valuesOf(tensor: StoredTensor): unknown[] {
  if (tensor.dtype === 'BOOL') return Array.from(tensor.data, (value) => value === 1);
  if (tensor.dtype === 'I64') {
    return Array.from(tensor.data, (value) =>
      Number.isSafeInteger(Number(value)) ? Number(value) : String(value),
    );
  }
  return [...toFloat64(tensor)];
}

/** A value of a checkpoint in JSON that tells maps, bytes, objects and large numbers apart. */
export function describeValue(value: TorchValue): unknown {
  if (typeof value === 'bigint') return { integer: String(value) };
  if (typeof value === 'number' && Math.abs(value) >= 2 ** 53) return { integer: String(value) };
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(describeValue);
  if (value instanceof Uint8Array) return { bytes: [...value] };
  if (value instanceof Map) {
    return { map: [...value].map(([key, item]) => [key, describeValue(item)]) };
  }
  if (value.kind === 'tensor') return describeTensor(value);
  const { className, args, state } = value;
  return { object: className, args: args.map(describeValue), state: describeValue(state) };
}

/** The code with which a file is refused, without the cost of a matcher; undefined when it is read. */
export function refusalOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof ModelError) return error.code;
    throw error;
  }
}
