import { countOf, tensorOf, type StoredTensor } from '../../safetensors/stored-tensor';
import { badCheckpoint } from '../bad-checkpoint';
import { Budget } from '../budget';
import { ByteReader, textOf } from '../byte-reader';
import { attributeName, parseAttribute, type Attribute } from './attribute';
import { parseDataspace } from './dataspace';
import { parseDatatype } from './datatype';
import { GlobalHeap } from './global-heap';
import { GroupReader } from './group';
import { datasetBytes } from './layout';
import { MESSAGE } from './messages';
import { readObjectHeader, type Message } from './object-header';
import { rootAddress } from './superblock';

const MOST_MESSAGES = 200_000;

/** A group, with its members and attributes by name. */
export interface Hdf5Group {
  readonly members: ReadonlyMap<string, number>;
  readonly attributes: ReadonlyMap<string, Uint8Array>;
}

/**
 * Reads the part of HDF5 that h5py writes by default and Keras makes use of: groups with symbol tables,
 * datasets in one piece, attributes of numbers and texts. What is newer, compressed, chunked, shared
 * or elsewhere is refused. The format is specified at https://support.hdfgroup.org/documentation.
 *
 * Everything is read when it is asked for, checked against the end of the file, and counted: objects
 * that overlap or refer to each other cannot make more of a file than it has bytes.
 */
export class Hdf5File {
  readonly root: Hdf5Group;
  private readonly groups = new Map<number, Hdf5Group>();
  private readonly groupReader: GroupReader;
  private readonly heap: GlobalHeap;
  private readonly messages = new Budget(MOST_MESSAGES, 'objects in its HDF5 groups');
  private readonly values: Budget;

  /** @throws {ModelError} bad-checkpoint, as every method here */
  constructor(private readonly bytes: Uint8Array) {
    this.groupReader = new GroupReader(bytes);
    this.heap = new GlobalHeap(bytes);
    this.values = new Budget(2 * bytes.length, 'values for its size');
    this.root = this.groupAt(rootAddress(bytes));
  }

  /** The group at a path below another. */
  group(from: Hdf5Group, path: readonly string[]): Hdf5Group {
    return path.reduce((group, name) => this.groupAt(memberOf(group, name)), from);
  }

  /** The values of the dataset of a name in a group. */
  dataset(group: Hdf5Group, name: string): StoredTensor {
    const messages = this.headerAt(memberOf(group, name));
    const datatype = parseDatatype(single(messages, MESSAGE.DATATYPE, name));
    const shape = parseDataspace(single(messages, MESSAGE.DATASPACE, name));
    const what = `the dataset ${name}`;
    if (datatype.kind !== 'number') throw badCheckpoint(`${what} holds no numbers`);
    const size = countOf(shape, what) * datatype.size;
    this.values.spend(size);
    const data = datasetBytes(this.bytes, single(messages, MESSAGE.LAYOUT, name), size, what);
    return tensorOf(datatype.dtype, shape, data, what);
  }

  /** The texts of an attribute, or undefined where there is none of this name. Numbers are refused. */
  texts(group: Hdf5Group, name: string): string[] | undefined {
    const body = group.attributes.get(name);
    if (body === undefined) return undefined;
    const attribute = parseAttribute(body);
    const count = countOf(attribute.shape, `the attribute ${name}`);
    // NumPy makes an empty list one of numbers.
    if (count === 0) return [];
    return this.decode(name, attribute, count);
  }

  private decode(name: string, { datatype, data }: Attribute, count: number): string[] {
    if (datatype.kind === 'number') throw badCheckpoint(`the attribute ${name} holds no text`);
    const { size } = datatype;
    if (count * size > data.length) throw badCheckpoint(`the attribute ${name} ends early`);
    return Array.from({ length: count }, (_, index) => {
      const item = data.subarray(index * size, (index + 1) * size);
      const raw =
        datatype.kind === 'text' ? trimmed(item, datatype.padding) : this.heap.resolve(item);
      this.values.spend(raw.length);
      return textOf(raw, `the attribute ${name}`);
    });
  }

  private groupAt(address: number): Hdf5Group {
    const known = this.groups.get(address);
    if (known !== undefined) return known;
    const messages = this.headerAt(address);
    const table = new ByteReader(single(messages, MESSAGE.SYMBOL_TABLE, 'a group'), 'a group');
    const members = this.groupReader.members({ tree: table.u64(), heap: table.u64() });
    const attributes = new Map(
      messages
        .filter(({ type }) => type === MESSAGE.ATTRIBUTE)
        .map(({ body }) => [attributeName(body), body]),
    );
    const group = { members, attributes };
    this.groups.set(address, group);
    return group;
  }

  private headerAt(address: number): Message[] {
    const messages = readObjectHeader(this.bytes, address, this.messages);
    const refused: readonly number[] = [
      MESSAGE.LINK_INFO,
      MESSAGE.LINK,
      MESSAGE.EXTERNAL_FILES,
      MESSAGE.FILTERS,
      MESSAGE.ATTRIBUTE_INFO,
    ];
    if (messages.some(({ type }) => refused.includes(type))) {
      throw badCheckpoint(
        'the HDF5 file has compressed, external or newer parts than Keras writes',
      );
    }
    return messages;
  }
}

function memberOf(group: Hdf5Group, name: string): number {
  const address = group.members.get(name);
  if (address === undefined) throw badCheckpoint(`the HDF5 file has no ${JSON.stringify(name)}`);
  return address;
}

function single(messages: readonly Message[], type: number, name: string): Uint8Array {
  const [message, ...more] = messages.filter((other) => other.type === type);
  if (message === undefined || more.length > 0) {
    throw badCheckpoint(`${name} in the HDF5 file is not what it should be`);
  }
  return message.body;
}

function trimmed(item: Uint8Array, padding: 'zeros' | 'blanks'): Uint8Array {
  let end = padding === 'zeros' ? item.indexOf(0) : item.length;
  if (end < 0) end = item.length;
  while (padding === 'blanks' && end > 0 && item[end - 1] === 0x20) end--;
  return item.subarray(0, end);
}
