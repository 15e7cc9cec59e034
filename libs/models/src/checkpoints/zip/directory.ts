import { badCheckpoint } from '../bad-checkpoint';
import { ByteReader, textOf } from '../byte-reader';

/** One file as the central directory of an archive describes it. */
export interface ZipEntry {
  readonly name: string;
  readonly rawName: Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly isDeflated: boolean;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Of its local header. */
  readonly offset: number;
  /** Where the directory begins, before which all of it lies. */
  readonly limit: number;
}

const END_SIZE = 22;
/** The end record of zip64 and its locator, which PyTorch writes even where nothing is large. */
const ZIP64_END_SIZE = 56 + 20;
/** Bits of the flags: encrypted (with what belongs to it), patched. */
const REFUSED_FLAGS = 0x0001 | 0x0020 | 0x0040 | 0x2000;

/**
 * The files of an archive by their place in it.
 * @throws {ModelError} bad-checkpoint
 */
export function readDirectory(bytes: Uint8Array): ZipEntry[] {
  const { count, size, offset } = readEnd(bytes);
  const reader = new ByteReader(bytes.subarray(offset, offset + size), 'the directory');
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  for (let index = 0; index < count; index++) {
    const entry = readEntry(reader, offset);
    if (names.has(entry.name)) throw badCheckpoint(`two of its files are named ${entry.name}`);
    names.add(entry.name);
    entries.push(entry);
  }
  if (reader.remaining > 0) throw badCheckpoint('its directory holds more than its files');
  return entries.sort((a, b) => a.offset - b.offset);
}

function readEnd(bytes: Uint8Array): { count: number; size: number; offset: number } {
  const at = bytes.length - END_SIZE;
  if (at < 0) throw badCheckpoint('the archive ends early');
  const end = new ByteReader(bytes, 'the archive', at);
  if (end.u32() !== 0x06054b50) throw badCheckpoint('the archive does not end as a zip file does');
  const disks = [end.u16(), end.u16()];
  const counts = [end.u16(), end.u16()];
  const [size, offset, comment] = [end.u32(), end.u32(), end.u16()];
  const [count = 0, total] = counts;
  if (disks.some((disk) => disk !== 0) || count !== total) {
    throw badCheckpoint('the archive is one part of several');
  }
  if (comment !== 0) throw badCheckpoint('the archive has a comment');
  const gap = at - offset - size;
  if (gap === ZIP64_END_SIZE) checkZip64End(bytes, at - gap, { count, size, offset });
  else if (gap !== 0) throw badCheckpoint('the directory of the archive is not where it should be');
  return { count, size, offset };
}

/** The record for large archives must not tell another story than the plain one. */
function checkZip64End(
  bytes: Uint8Array,
  at: number,
  plain: { count: number; size: number; offset: number },
): void {
  const end = new ByteReader(bytes, 'the archive', at);
  const isEnd = end.u32() === 0x06064b50 && end.u64() === 44;
  end.skip(12);
  const counts = [end.u64(), end.u64()];
  const [size, offset] = [end.u64(), end.u64()];
  const isLocator = end.u32() === 0x07064b50 && end.u32() === 0 && end.u64() === at;
  const isSame = counts.every((count) => count === plain.count);
  if (!isEnd || !isLocator || !isSame || size !== plain.size || offset !== plain.offset) {
    throw badCheckpoint('the archive has two ends that differ');
  }
}

function readEntry(reader: ByteReader, limit: number): ZipEntry {
  if (reader.u32() !== 0x02014b50) throw badCheckpoint('the directory of the archive is damaged');
  reader.skip(4);
  const [flags, method] = [reader.u16(), reader.u16()];
  reader.skip(4);
  const [crc, compressedSize, size] = [reader.u32(), reader.u32(), reader.u32()];
  const [nameLength, extraLength, commentLength] = [reader.u16(), reader.u16(), reader.u16()];
  reader.skip(8);
  const offset = reader.u32();
  const rawName = reader.take(nameLength);
  reader.skip(extraLength + commentLength);
  const name = checkName(textOf(rawName, 'the name of a file'));
  if ((flags & REFUSED_FLAGS) !== 0) throw badCheckpoint(`the file ${name} is encrypted`);
  if (method !== 0 && method !== 8) {
    throw badCheckpoint(`the file ${name} is neither stored nor deflated`);
  }
  if (method === 0 && compressedSize !== size) {
    throw badCheckpoint(`the file ${name} is stored in another size than its own`);
  }
  const isDeflated = method === 8;
  return { name, rawName, flags, method, isDeflated, crc, compressedSize, size, offset, limit };
}

/** Names are only looked up here, but whoever unpacks them must not be led out of a folder. */
function checkName(name: string): string {
  const parts = name.replace(/\/$/, '').split('/');
  const isPlain = parts.every((part) => part !== '' && part !== '.' && part !== '..');
  if (!isPlain || name.length > 512 || /[\\:\p{Cc}]/u.test(name)) {
    throw badCheckpoint('one of its files has a name that leads elsewhere');
  }
  return name;
}
