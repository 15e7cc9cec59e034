import { badCheckpoint } from '../checkpoints/bad-checkpoint';
import { half } from './half';

/** The array that holds the values of a type; half-precision types are kept as their bits. */
const ARRAYS = {
  F64: Float64Array,
  F32: Float32Array,
  F16: Uint16Array,
  BF16: Uint16Array,
  I64: BigInt64Array,
  I32: Int32Array,
  I16: Int16Array,
  I8: Int8Array,
  U8: Uint8Array,
  BOOL: Uint8Array,
} as const;

/** The types of values, by their names in safetensors files. */
export type Dtype = keyof typeof ARRAYS;

/**
 * Values of one type in row-major order, as many as the product of the shape. `F16` and `BF16` hold
 * the bits in a Uint16Array, `BOOL` 0 and 1 in a Uint8Array, every other type its own typed array.
 */
export type StoredTensor = {
  [D in Dtype]: {
    readonly dtype: D;
    readonly shape: readonly number[];
    readonly data: InstanceType<(typeof ARRAYS)[D]>;
  };
}[Dtype];

/** As many as NumPy and PyTorch can make sense of, and more than a network has. */
const MOST_DIMENSIONS = 32;

export function isDtype(value: unknown): value is Dtype {
  return typeof value === 'string' && Object.hasOwn(ARRAYS, value);
}

/** Bytes a value. */
export function itemSize(dtype: Dtype): number {
  return ARRAYS[dtype].BYTES_PER_ELEMENT;
}

/**
 * How many values a shape has.
 * @throws {ModelError} bad-checkpoint when it is no list of whole sizes with a countable product
 */
export function countOf(shape: readonly unknown[], name: string): number {
  if (shape.length > MOST_DIMENSIONS) throw badCheckpoint(`${name} has ${shape.length} dimensions`);
  let count = 1;
  let isEmpty = false;
  for (const size of shape) {
    if (!Number.isSafeInteger(size) || (size as number) < 0) {
      throw badCheckpoint(`${name} has a dimension that is no size`);
    }
    if (size === 0) isEmpty = true;
    else count *= size as number;
    // A size of 0 elsewhere must not hide a product that no number holds.
    if (!Number.isSafeInteger(count)) throw badCheckpoint(`${name} has too many values`);
  }
  return isEmpty ? 0 : count;
}

/**
 * Little-endian bytes as values, in an array of their own.
 * @throws {ModelError} bad-checkpoint when there are too few or too many bytes, or a truth value other than 0 and 1
 */
export function tensorOf(
  dtype: Dtype,
  shape: readonly number[],
  bytes: Uint8Array,
  name: string,
): StoredTensor {
  if (countOf(shape, name) * itemSize(dtype) !== bytes.length) {
    throw badCheckpoint(`${name} has ${bytes.length} bytes, which is not what its shape takes`);
  }
  const data = arrayOf(dtype, bytes);
  if (dtype === 'BOOL' && bytes.some((byte) => byte > 1)) {
    throw badCheckpoint(`${name} has truth values other than 0 and 1`);
  }
  return { dtype, shape: [...shape], data } as StoredTensor;
}

/** Whole little-endian values as a typed array, copied so that the array is aligned and nobody else's. */
export function arrayOf(dtype: Dtype, bytes: Uint8Array): StoredTensor['data'] {
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return new ARRAYS[dtype](copy);
}

/** The values in single precision: of an `F32` tensor its own array, of any other a new one. */
export function toFloat32(tensor: StoredTensor): Float32Array {
  return tensor.dtype === 'F32' ? tensor.data : Float32Array.from(toFloat64(tensor));
}

/** The values in double precision: of an `F64` tensor its own array, of any other a new one. */
export function toFloat64(tensor: StoredTensor): Float64Array {
  switch (tensor.dtype) {
    case 'F64':
      return tensor.data;
    case 'F16':
      return Float64Array.from(tensor.data, half);
    case 'BF16':
      return Float64Array.from(
        new Float32Array(Uint32Array.from(tensor.data, (x) => x << 16).buffer),
      );
    case 'I64':
      return Float64Array.from(tensor.data, Number);
    default:
      return Float64Array.from(tensor.data);
  }
}
