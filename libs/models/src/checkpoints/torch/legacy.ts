import { itemSize } from '../../safetensors/stored-tensor';
import { badCheckpoint } from '../bad-checkpoint';
import { ByteReader } from '../byte-reader';
import { asPlainTree } from '../pickle/plain-tree';
import { unpickle } from '../pickle/unpickle';
import type { TorchValue } from '../pickle/values';
import type { Storage } from './storage';
import { TensorTable } from './tensor-table';
import { TorchHost } from './torch-host';

const MAGIC = 0x1950a86a20f9469cfc6cn;
const PROTOCOL = 1001;

/**
 * Reads what PyTorch before 1.6 wrote: the pickles of a magic number, a version, the machine, the
 * value itself and the keys of its storages, then the storages, each with the count of its values before it.
 * @throws {ModelError} bad-checkpoint
 */
export function readLegacy(bytes: Uint8Array): TorchValue {
  const reader = new ByteReader(bytes, 'the checkpoint');
  const table = new TensorTable(bytes.length);
  const host = new TorchHost(table, 6);
  if (unpickle(reader, host) !== MAGIC) throw badCheckpoint('it is a pickle, but none of PyTorch');
  const protocol = unpickle(reader, host);
  if (protocol !== PROTOCOL) throw badCheckpoint('it is of a version of PyTorch that is not known');
  const machine = unpickle(reader, host);
  if (!(machine instanceof Map) || machine.get('little_endian') !== true) {
    throw badCheckpoint('it was written on a big-endian machine');
  }
  const root = unpickle(reader, host);
  const keys = unpickle(reader, host);
  const storages = readStorages(reader, keys, table.storages);
  if (reader.remaining > 0) throw badCheckpoint('there is more in it than its storages');
  table.fill((storage) => storages.get(storage) ?? new Uint8Array());
  return asPlainTree(root);
}

function readStorages(
  reader: ByteReader,
  keys: unknown,
  named: ReadonlyMap<string, Storage>,
): Map<Storage, Uint8Array> {
  const found = new Map<Storage, Uint8Array>();
  if (!Array.isArray(keys) || keys.length !== named.size) {
    throw badCheckpoint('it does not hold the storages that it names');
  }
  for (const key of keys as unknown[]) {
    const storage = typeof key === 'string' ? named.get(key) : undefined;
    if (storage === undefined || found.has(storage)) {
      throw badCheckpoint('it does not hold the storages that it names');
    }
    if (reader.u64() !== storage.count) {
      throw badCheckpoint(`the storage ${storage.key} has not the size that it should`);
    }
    found.set(storage, reader.take(storage.count * itemSize(storage.dtype)));
  }
  return found;
}
