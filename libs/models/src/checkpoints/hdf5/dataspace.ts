import { badCheckpoint } from '../bad-checkpoint';
import { ByteReader } from '../byte-reader';

/**
 * The sizes of a dataset or an attribute along its dimensions; none for a single value.
 * @throws {ModelError} bad-checkpoint
 */
export function parseDataspace(bytes: Uint8Array): number[] {
  const reader = new ByteReader(bytes, 'a shape in the HDF5 file');
  const [version, rank] = [reader.u8(), reader.u8()];
  reader.skip(1);
  if (version === 1) {
    reader.skip(5);
  } else if (version !== 2 || reader.u8() > 1) {
    // In version 2 the kind of space follows: 0 a single value, 1 an array, 2 nothing at all.
    throw badCheckpoint('a shape in the HDF5 file is not known');
  }
  return Array.from({ length: rank }, () => reader.u64());
}
