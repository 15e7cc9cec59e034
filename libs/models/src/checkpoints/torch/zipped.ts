import { badCheckpoint } from '../bad-checkpoint';
import { ByteReader, textOf } from '../byte-reader';
import { asPlainTree } from '../pickle/plain-tree';
import { unpickle } from '../pickle/unpickle';
import type { TorchValue } from '../pickle/values';
import { readZip, type ZippedFile } from '../zip/read-zip';
import { TensorTable } from './tensor-table';
import { TorchHost } from './torch-host';

const PICKLE = '/data.pkl';
/** Of the versions that PyTorch knows; it has written 3 since 2020. */
const NEWEST = 10;

/**
 * Reads what PyTorch since 1.6 writes: an archive with a folder of any name that holds the pickle
 * `data.pkl`, the storages `data/KEY` and the `version`.
 * @throws {ModelError} bad-checkpoint
 */
export function readZipped(bytes: Uint8Array): TorchValue {
  const files = readZip(bytes);
  const folder = folderOf(files);
  const file = (name: string): ZippedFile | undefined => files.get(`${folder}/${name}`);
  if (file('constants.pkl') !== undefined) throw badCheckpoint('it is a TorchScript program');
  const version = Number(textOf(file('version')?.read() ?? new Uint8Array(), 'the version').trim());
  if (!(version >= 1 && version <= NEWEST)) throw badCheckpoint('it is of an unknown version');
  const order = file('byteorder');
  if (order !== undefined && textOf(order.read(), 'the order of bytes') !== 'little') {
    throw badCheckpoint('it was written on a big-endian machine');
  }
  const pickle = file('data.pkl')?.read() ?? new Uint8Array();
  const total = [...files.values()].reduce((sum, { size }) => sum + size, 0);
  const table = new TensorTable(total);
  const reader = new ByteReader(pickle, 'the pickle');
  const root = unpickle(reader, new TorchHost(table, 5));
  if (reader.remaining > 0) throw badCheckpoint('there is more behind its pickle');
  table.fill(({ key }) => {
    const storage = file(`data/${key}`);
    if (storage === undefined) throw badCheckpoint(`it lacks the storage ${key}`);
    return storage.read();
  });
  return asPlainTree(root);
}

function folderOf(files: ReadonlyMap<string, ZippedFile>): string {
  const pickles = [...files.keys()].filter(
    (name) => name.endsWith(PICKLE) && name.indexOf('/') === name.length - PICKLE.length,
  );
  const [pickle] = pickles;
  if (pickle === undefined || pickles.length > 1) {
    throw badCheckpoint('it is an archive, but none of PyTorch: it has no data.pkl');
  }
  return pickle.slice(0, -PICKLE.length);
}
