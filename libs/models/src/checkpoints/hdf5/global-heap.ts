import { badCheckpoint } from '../bad-checkpoint';
import { ByteReader } from '../byte-reader';
import { part } from './object-header';

/** Texts of any length lie in collections that other parts of the file refer to. */
export class GlobalHeap {
  private readonly collections = new Map<number, Map<number, Uint8Array>>();

  constructor(private readonly bytes: Uint8Array) {}

  /**
   * What a reference (a length, the address of a collection, a number in it) refers to.
   * @throws {ModelError} bad-checkpoint
   */
  resolve(reference: Uint8Array): Uint8Array {
    const reader = new ByteReader(reference, 'a text in the HDF5 file');
    const [length, address, index] = [reader.u32(), reader.u64(), reader.u32()];
    if (length === 0) return new Uint8Array();
    const object = this.collection(address).get(index);
    if (object === undefined || object.length < length) {
      throw badCheckpoint('a text in the HDF5 file is missing');
    }
    return object.subarray(0, length);
  }

  private collection(address: number): Map<number, Uint8Array> {
    const known = this.collections.get(address);
    if (known !== undefined) return known;
    const collection = this.read(address);
    this.collections.set(address, collection);
    return collection;
  }

  private read(address: number): Map<number, Uint8Array> {
    const head = new ByteReader(part(this.bytes, address, 16), 'a heap in the HDF5 file');
    const isHeap = Buffer.from(head.take(4)).toString('latin1') === 'GCOL' && head.u32() === 1;
    const size = head.u64();
    if (!isHeap || size < 16) throw badCheckpoint('a heap in the HDF5 file is damaged');
    const reader = new ByteReader(part(this.bytes, address, size), 'a heap in the HDF5 file', 16);
    const objects = new Map<number, Uint8Array>();
    // What is left at the end is too small for an object, or the free space with number 0.
    while (reader.remaining >= 16) {
      const index = reader.u16();
      if (index === 0) break;
      reader.skip(6);
      const length = reader.u64();
      if (objects.has(index)) throw badCheckpoint('a heap in the HDF5 file is damaged');
      objects.set(index, reader.take(length));
      reader.skip(Math.min(-length & 7, reader.remaining));
    }
    return objects;
  }
}
