import { badCheckpoint } from '../bad-checkpoint';
import { ByteReader, textOf } from '../byte-reader';
import { part } from './object-header';

/** How a group refers to what it holds: a tree of names and a heap with their letters. */
export interface SymbolTable {
  readonly tree: number;
  readonly heap: number;
}

const DEEPEST_TREE = 16;

/** Reads the members of groups, each tree at most once, so that a damaged file cannot lead around in circles. */
export class GroupReader {
  private readonly seen = new Set<number>();

  constructor(private readonly bytes: Uint8Array) {}

  /**
   * The addresses of a group's members by name.
   * @throws {ModelError} bad-checkpoint
   */
  members({ tree, heap }: SymbolTable): Map<string, number> {
    const names = this.heapAt(heap);
    const members = new Map<string, number>();
    this.readTree(tree, DEEPEST_TREE, names, members);
    return members;
  }

  private heapAt(address: number): Uint8Array {
    const reader = this.at(address, 'HEAP');
    if (reader.u32() !== 0)
      throw badCheckpoint('a group of the HDF5 file is of an unknown version');
    const size = reader.u64();
    reader.skip(8);
    return part(this.bytes, reader.u64(), size);
  }

  private readTree(
    address: number,
    depth: number,
    names: Uint8Array,
    members: Map<string, number>,
  ): void {
    const reader = this.at(address, 'TREE');
    const [type, level, count] = [reader.u8(), reader.u8(), reader.u16()];
    if (type !== 0 || level > depth) throw badCheckpoint('a group of the HDF5 file is damaged');
    reader.skip(16);
    for (let child = 0; child < count; child++) {
      // The key before each child only helps to search.
      reader.skip(8);
      const place = reader.u64();
      if (level > 0) this.readTree(place, level - 1, names, members);
      else this.readNode(place, names, members);
    }
  }

  private readNode(address: number, names: Uint8Array, members: Map<string, number>): void {
    const reader = this.at(address, 'SNOD');
    if (reader.u8() !== 1) throw badCheckpoint('a group of the HDF5 file is of an unknown version');
    reader.skip(1);
    const count = reader.u16();
    for (let index = 0; index < count; index++) {
      const [nameAt, address, cache] = [reader.u64(), reader.take(8), reader.u32()];
      reader.skip(20);
      // The address of a link is none.
      if (cache > 1) throw badCheckpoint('the HDF5 file links to something elsewhere');
      const name = nameOf(names, nameAt);
      if (members.has(name)) throw badCheckpoint('two members of a group have the same name');
      members.set(name, new ByteReader(address, 'an address').u64());
    }
  }

  private at(address: number, signature: string): ByteReader {
    if (this.seen.has(address)) throw badCheckpoint('two groups of the HDF5 file are one');
    this.seen.add(address);
    if (address > this.bytes.length) throw badCheckpoint('a group of the HDF5 file is damaged');
    const reader = new ByteReader(this.bytes, 'the HDF5 file', address);
    if (Buffer.from(reader.take(4)).toString('latin1') !== signature) {
      throw badCheckpoint('a group of the HDF5 file is damaged');
    }
    return reader;
  }
}

function nameOf(names: Uint8Array, at: number): string {
  const end = at < names.length ? names.indexOf(0, at) : -1;
  if (end < 0) throw badCheckpoint('a member of a group has no name');
  return textOf(names.subarray(at, end), 'the name of a member');
}
