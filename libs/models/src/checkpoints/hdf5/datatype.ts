import type { Dtype } from '../../safetensors/stored-tensor';
import { badCheckpoint } from '../bad-checkpoint';
import { ByteReader } from '../byte-reader';

/** What the values of a dataset or an attribute are. */
export type Datatype =
  | { readonly kind: 'number'; readonly dtype: Dtype; readonly size: number }
  /** Texts of one length, filled up with zeros or blanks. */
  | { readonly kind: 'text'; readonly size: number; readonly padding: 'zeros' | 'blanks' }
  /** Texts that lie in a heap elsewhere in the file. */
  | { readonly kind: 'reference'; readonly size: number };

/** A place in a global heap: a length, an address, a number. */
const REFERENCE_SIZE = 16;

/** The layout of IEEE 754 numbers: where sign, exponent and mantissa lie, and the bias. */
const FLOATS: Readonly<Record<string, Dtype>> = {
  '4:31,0,32,23,8,0,23,127': 'F32',
  '8:63,0,64,52,11,0,52,1023': 'F64',
};

/** Signed whole numbers, by their size. */
const INTEGERS: Readonly<Record<number, Dtype>> = { 1: 'I8', 2: 'I16', 4: 'I32', 8: 'I64' };

/**
 * Understands a description of a type: IEEE floats and signed whole numbers, little-endian, and texts.
 * @throws {ModelError} bad-checkpoint for every other type
 */
export function parseDatatype(bytes: Uint8Array): Datatype {
  const reader = new ByteReader(bytes, 'a type in the HDF5 file');
  const head = reader.u8();
  const [bits0, bits1] = [reader.u8(), reader.u8()];
  reader.skip(1);
  const size = reader.u32();
  const [version, type] = [head >> 4, head & 0x0f];
  if (version < 1 || version > 3) throw badCheckpoint('a type in the HDF5 file is not known');
  switch (type) {
    case 0:
      return { kind: 'number', size, dtype: integerType(bits0, size) };
    case 1:
      return { kind: 'number', size, dtype: floatType(reader, bits0, bits1, size) };
    case 3:
      return { kind: 'text', size, padding: (bits0 & 0x0f) === 2 ? 'blanks' : 'zeros' };
    case 9: {
      const isText = (bits0 & 0x0f) === 1;
      if (!isText || size !== REFERENCE_SIZE) break;
      return { kind: 'reference', size };
    }
  }
  throw badCheckpoint('a type in the HDF5 file is neither number nor text');
}

function integerType(bits: number, size: number): Dtype {
  const isBigEndian = (bits & 0x01) !== 0;
  const isSigned = (bits & 0x08) !== 0;
  const dtype = isSigned ? INTEGERS[size] : size === 1 ? 'U8' : undefined;
  if (isBigEndian || dtype === undefined) {
    throw badCheckpoint('the HDF5 file holds whole numbers of a kind that is not read');
  }
  return dtype;
}

function floatType(reader: ByteReader, bits0: number, sign: number, size: number): Dtype {
  const isBigEndian = (bits0 & 0x41) !== 0;
  const [offset, precision] = [reader.u16(), reader.u16()];
  const [exponentAt, exponentBits] = [reader.u8(), reader.u8()];
  const [mantissaAt, mantissaBits] = [reader.u8(), reader.u8()];
  const bias = reader.u32();
  const fields = [
    sign,
    offset,
    precision,
    exponentAt,
    exponentBits,
    mantissaAt,
    mantissaBits,
    bias,
  ];
  const key = `${size}:${fields.join()}`;
  const dtype = Object.hasOwn(FLOATS, key) ? FLOATS[key] : undefined;
  if (isBigEndian || dtype === undefined) {
    throw badCheckpoint('the HDF5 file holds numbers that are not little-endian IEEE 754');
  }
  return dtype;
}
