import {
  arrayOf,
  countOf,
  itemSize,
  tensorOf,
  type Dtype,
  type StoredTensor,
} from '../../safetensors/stored-tensor';
import { badCheckpoint } from '../bad-checkpoint';
import { Budget } from '../budget';
import type { Part, TorchTensor } from '../pickle/values';
import { Storage } from './storage';

/** A tensor whose values are yet to be read. */
interface Promised {
  readonly tensor: { data: StoredTensor['data'] };
  readonly storage: Storage;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/**
 * The storages and tensors that a pickle names. Their values lie elsewhere in the file and are filled
 * in when the pickle has been read.
 */
export class TensorTable {
  readonly storages = new Map<string, Storage>();
  private readonly promised: Promised[] = [];
  private readonly budget: Budget;

  /** @param fileSize honest tensors together take little more than the file that they come from */
  constructor(fileSize: number) {
    this.budget = new Budget(4 * fileSize + 1024 * 1024, 'values for its size');
  }

  /** The storage of this key, which has one type and size wherever it is named. */
  storage(key: string, dtype: Dtype, count: number): Storage {
    const known = this.storages.get(key);
    if (known === undefined) {
      const storage = new Storage(key, dtype, count);
      this.storages.set(key, storage);
      return storage;
    }
    if (known.dtype !== dtype || known.count !== count) {
      throw badCheckpoint(`the storage ${key} is of two kinds`);
    }
    return known;
  }

  /** A window on a storage. @throws {ModelError} bad-checkpoint where it reaches out of it */
  tensor(storage: Part, offset: Part, size: Part, stride: Part): TorchTensor {
    if (!(storage instanceof Storage)) throw badCheckpoint('a tensor has no storage');
    const shape = sizesOf(size);
    const strides = sizesOf(stride);
    const [start] = sizesOf([offset] as Part);
    const { key, dtype, count } = storage;
    if (shape.length !== strides.length || start === undefined) {
      throw badCheckpoint('a tensor has not one stride a dimension');
    }
    const values = countOf(shape, 'a tensor');
    // Strides may be large, but where the last value lies a number still counts exactly or is out of bounds.
    const last = shape.reduce(
      (sum, length, axis) => sum + (length - 1) * (strides[axis] ?? 0),
      start,
    );
    if (values === 0 ? start > count : !(last < count)) {
      throw badCheckpoint(`a tensor reaches beyond its storage ${key}`);
    }
    this.budget.spend(values * itemSize(dtype) + 1);
    const tensor = { kind: 'tensor', dtype, shape, data: arrayOf(dtype, new Uint8Array()) };
    this.promised.push({ tensor, storage, offset: start, shape, strides });
    return tensor as TorchTensor;
  }

  /**
   * Fills in the values.
   * @param bytesOf the bytes of a storage
   * @throws {ModelError} bad-checkpoint
   */
  fill(bytesOf: (storage: Storage) => Uint8Array): void {
    const bytes = new Map<Storage, Uint8Array>();
    for (const storage of this.storages.values()) {
      const found = bytesOf(storage);
      if (found.length !== storage.count * itemSize(storage.dtype)) {
        throw badCheckpoint(`the storage ${storage.key} has not the size that it should`);
      }
      bytes.set(storage, found);
    }
    for (const { tensor, storage, offset, shape, strides } of this.promised) {
      const source = bytes.get(storage) ?? new Uint8Array();
      const step = itemSize(storage.dtype);
      const packed = isContiguous(shape, strides)
        ? source.subarray(offset * step, (offset + countOf(shape, 'a tensor')) * step)
        : gather(source, step, offset, shape, strides);
      tensor.data = tensorOf(storage.dtype, shape, packed, 'a tensor').data;
    }
  }
}

function sizesOf(part: Part): number[] {
  const isSizes =
    Array.isArray(part) && part.every((size) => Number.isSafeInteger(size) && Number(size) >= 0);
  if (!isSizes) throw badCheckpoint('a tensor has sizes or strides that are no counts');
  return part as number[];
}

function isContiguous(shape: readonly number[], strides: readonly number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] ?? 0;
    if (length === 0) return true;
    if (length > 1 && strides[axis] !== expected) return false;
    expected *= length;
  }
  return true;
}

/** The bytes of a window in row-major order. All places are known to be within the source. */
function gather(
  source: Uint8Array,
  step: number,
  offset: number,
  shape: readonly number[],
  strides: readonly number[],
): Uint8Array {
  const packed = new Uint8Array(countOf(shape, 'a tensor') * step);
  const index = shape.map(() => 0);
  let place = offset;
  for (let at = 0; at < packed.length; at += step) {
    packed.set(source.subarray(place * step, (place + 1) * step), at);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (index[axis] ?? 0) + 1;
      const stride = strides[axis] ?? 0;
      place += stride;
      index[axis] = next;
      if (next < (shape[axis] ?? 0)) break;
      index[axis] = 0;
      place -= next * stride;
    }
  }
  return packed;
}
