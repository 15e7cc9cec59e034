import { badCheckpoint } from '../bad-checkpoint';
import { ByteReader } from '../byte-reader';

const SIGNATURE = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');

/**
 * Where the header of the root group is, from the block that begins the file.
 * @throws {ModelError} bad-checkpoint when it is no HDF5, or of another layout than h5py's default before 3.16
 */
export function rootAddress(bytes: Uint8Array): number {
  if (!SIGNATURE.equals(bytes.subarray(0, SIGNATURE.length))) {
    throw badCheckpoint('it is no HDF5 file');
  }
  const reader = new ByteReader(bytes, 'the HDF5 file', SIGNATURE.length);
  const version = reader.u8();
  if (version !== 0) {
    throw badCheckpoint(
      `it is an HDF5 file of layout ${version}; save it with libver='earliest' to have it read`,
    );
  }
  reader.skip(4);
  const [offsetSize, lengthSize] = [reader.u8(), reader.u8()];
  if (offsetSize !== 8 || lengthSize !== 8) {
    throw badCheckpoint('the HDF5 file has addresses that are not of 8 bytes');
  }
  reader.skip(9);
  const base = reader.u64();
  reader.skip(8);
  const end = reader.u64();
  if (base !== 0 || end > bytes.length) throw badCheckpoint('the HDF5 file is cut off');
  // The address of a driver, and of the root's name.
  reader.skip(16);
  return reader.u64();
}
