import { badCheckpoint } from '../bad-checkpoint';
import { ByteReader, textOf } from '../byte-reader';
import { parseDataspace } from './dataspace';
import { parseDatatype, type Datatype } from './datatype';

/** A value with a name that belongs to a group, its texts and numbers not yet decoded. */
export interface Attribute {
  readonly datatype: Datatype;
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

/** What begins the message of an attribute. */
interface Head {
  readonly name: string;
  readonly typeSize: number;
  readonly spaceSize: number;
  /** In version 1 each part is filled up to a multiple of 8 bytes. */
  readonly padded: (size: number) => number;
}

/** @throws {ModelError} bad-checkpoint, also when its type is not understood */
export function parseAttribute(body: Uint8Array): Attribute {
  const reader = new ByteReader(body, 'an attribute in the HDF5 file');
  const { typeSize, spaceSize, padded } = parseHead(reader);
  const datatype = parseDatatype(reader.take(padded(typeSize)));
  const shape = parseDataspace(reader.take(padded(spaceSize)));
  return { datatype, shape, data: reader.take(reader.remaining) };
}

/** The name of an attribute, whatever its type. */
export function attributeName(body: Uint8Array): string {
  return parseHead(new ByteReader(body, 'an attribute in the HDF5 file')).name;
}

function parseHead(reader: ByteReader): Head {
  const [version, flags] = [reader.u8(), reader.u8()];
  const [nameSize, typeSize, spaceSize] = [reader.u16(), reader.u16(), reader.u16()];
  if (version < 1 || version > 3 || (version > 1 && flags !== 0)) {
    throw badCheckpoint('an attribute in the HDF5 file is not known');
  }
  // Since version 3 the encoding of the name is told, ASCII or UTF-8, which is the same here.
  if (version === 3) reader.skip(1);
  const padded = (size: number): number => (version === 1 ? Math.ceil(size / 8) * 8 : size);
  const raw = reader.take(padded(nameSize)).subarray(0, nameSize);
  const end = raw.indexOf(0);
  const name = textOf(end < 0 ? raw : raw.subarray(0, end), 'the name of an attribute');
  return { name, typeSize, spaceSize, padded };
}
