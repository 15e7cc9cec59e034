import { crc32, inflateRawSync } from 'node:zlib';
import { badCheckpoint } from '../bad-checkpoint';
import { Budget } from '../budget';
import { ByteReader } from '../byte-reader';
import { readDirectory, type ZipEntry } from './directory';

/** A file in an archive. */
export interface ZippedFile {
  readonly size: number;
  /** Its bytes, inflated and checked on each call; of a file stored as it is, a part of the archive's bytes. */
  read(): Uint8Array;
}

/**
 * What the deflated files of one archive may grow to: weights hardly shrink, so that more than this is a bomb.
 */
const mostInflated = (archive: number): number => 64 * 1024 * 1024 + 20 * archive;

/**
 * Opens a zip archive of files that are stored or deflated, neither split nor encrypted, as PyTorch
 * writes them. Names are those of the archive, `/` between folders; folders themselves are left out.
 * @throws {ModelError} bad-checkpoint; also `read` of a file that is damaged
 */
export function readZip(bytes: Uint8Array): Map<string, ZippedFile> {
  const entries = readDirectory(bytes);
  const budget = new Budget(mostInflated(bytes.length), 'bytes when inflated');
  const files = new Map<string, ZippedFile>();
  let free = 0;
  for (const entry of entries) {
    const data = locate(bytes, entry, free);
    free = data.byteOffset - bytes.byteOffset + data.length;
    if (entry.isDeflated) budget.spend(entry.size);
    if (entry.name.endsWith('/')) continue;
    files.set(entry.name, { size: entry.size, read: () => extract(data, entry) });
  }
  return files;
}

/** Where an entry's bytes lie. Entries come in the order of their places, and none starts within another. */
function locate(bytes: Uint8Array, entry: ZipEntry, free: number): Uint8Array {
  if (entry.offset < free) throw badCheckpoint(`the file ${entry.name} overlaps with another`);
  const header = new ByteReader(bytes.subarray(0, entry.limit), 'the archive', entry.offset);
  if (header.u32() !== 0x04034b50) throw badCheckpoint(`the file ${entry.name} has no header`);
  header.skip(2);
  const flags = header.u16();
  const method = header.u16();
  header.skip(16);
  const [nameLength, extraLength] = [header.u16(), header.u16()];
  // Programs that go by this header must not see another file than those that go by the directory.
  const isSame = Buffer.from(header.take(nameLength)).equals(entry.rawName);
  if (flags !== entry.flags || method !== entry.method || !isSame) {
    throw badCheckpoint(`the file ${entry.name} has two headers that differ`);
  }
  header.skip(extraLength);
  return header.take(entry.compressedSize);
}

function extract(data: Uint8Array, entry: ZipEntry): Uint8Array {
  const bytes = entry.isDeflated ? inflate(data, entry) : data;
  if (crc32(bytes) !== entry.crc) throw badCheckpoint(`the file ${entry.name} is damaged`);
  return bytes;
}

function inflate(data: Uint8Array, { name, size }: ZipEntry): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = inflateRawSync(data, { maxOutputLength: Math.max(size, 1) });
  } catch (error) {
    throw badCheckpoint(`the file ${name} cannot be inflated`, error);
  }
  if (bytes.length !== size)
    throw badCheckpoint(`the file ${name} has not the size that it should`);
  return bytes;
}
