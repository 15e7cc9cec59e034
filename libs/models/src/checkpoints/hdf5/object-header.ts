import { badCheckpoint } from '../bad-checkpoint';
import type { Budget } from '../budget';
import { ByteReader } from '../byte-reader';
import { MESSAGE } from './messages';

/** One message of a header. */
export interface Message {
  readonly type: number;
  readonly body: Uint8Array;
}

/** The message is not here but shared between objects. */
const SHARED = 0x02;

/**
 * The messages of the object header (of version 1) at an address, those in continuations included.
 * @param budget of messages in the whole file, which also ends continuations that lead to each other
 * @throws {ModelError} bad-checkpoint
 */
export function readObjectHeader(bytes: Uint8Array, address: number, budget: Budget): Message[] {
  if (address > bytes.length) throw badCheckpoint('an object of the HDF5 file lies beyond its end');
  const reader = new ByteReader(bytes, 'the HDF5 file', address);
  if (reader.u8() !== 1) throw badCheckpoint('an object of the HDF5 file has an unknown header');
  reader.skip(1);
  const count = reader.u16();
  reader.skip(4);
  const size = reader.u32();
  reader.skip(4);
  const blocks = [reader.take(size)];
  const messages: Message[] = [];
  let read = 0;
  for (let block = blocks.shift(); block !== undefined; block = blocks.shift()) {
    const inner = new ByteReader(block, 'an object of the HDF5 file');
    while (inner.remaining > 0 && read < count) {
      budget.spend(1);
      read++;
      const message = readMessage(inner);
      if (message.type === MESSAGE.CONTINUATION) blocks.push(continuationOf(bytes, message.body));
      else messages.push(message);
    }
  }
  return messages;
}

function readMessage(reader: ByteReader): Message {
  const [type, size, flags] = [reader.u16(), reader.u16(), reader.u8()];
  reader.skip(3);
  if ((flags & SHARED) !== 0) throw badCheckpoint('the HDF5 file shares parts between objects');
  return { type, body: reader.take(size) };
}

function continuationOf(bytes: Uint8Array, body: Uint8Array): Uint8Array {
  const reader = new ByteReader(body, 'an object of the HDF5 file');
  const [address, length] = [reader.u64(), reader.u64()];
  return part(bytes, address, length);
}

/** Bytes of the file. @throws {ModelError} bad-checkpoint where it does not have them */
export function part(bytes: Uint8Array, address: number, length: number): Uint8Array {
  if (address > bytes.length || length > bytes.length - address) {
    throw badCheckpoint('a part of the HDF5 file lies beyond its end');
  }
  return bytes.subarray(address, address + length);
}
