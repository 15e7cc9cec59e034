import { badCheckpoint } from '../bad-checkpoint';
import { ByteReader } from '../byte-reader';
import { part } from './object-header';

/** An address that stands for nothing. */
const UNDEFINED = 0xffffffffffffffffn;

/**
 * The bytes of a dataset that lies in one piece in the file or within its own header.
 * @throws {ModelError} bad-checkpoint where it does not, or has another size
 */
export function datasetBytes(
  file: Uint8Array,
  layout: Uint8Array,
  size: number,
  what: string,
): Uint8Array {
  const reader = new ByteReader(layout, what);
  const [version, type] = [reader.u8(), reader.u8()];
  if (version !== 3) throw badCheckpoint(`${what} is laid out in an unknown way`);
  const data =
    type === 0 ? reader.take(reader.u16()) : type === 1 ? piece(file, reader) : undefined;
  if (data === undefined) throw badCheckpoint(`${what} is in chunks`);
  if (data.length !== size) throw badCheckpoint(`${what} has not the size that its shape takes`);
  return data;
}

function piece(file: Uint8Array, reader: ByteReader): Uint8Array {
  const address = reader.take(8);
  const size = reader.u64();
  const isUndefined =
    new DataView(address.buffer, address.byteOffset).getBigUint64(0) === UNDEFINED;
  // What was never written is empty, or filled with zeros that nobody needs.
  return isUndefined
    ? new Uint8Array()
    : part(file, new ByteReader(address, 'a place').u64(), size);
}
