import { badCheckpoint } from '../bad-checkpoint';
import { Helper, type Part } from '../pickle/values';

const READERS: Readonly<Record<string, (view: DataView) => number | bigint>> = {
  f8: (view) => view.getFloat64(0, true),
  f4: (view) => view.getFloat32(0, true),
  i8: (view) => view.getBigInt64(0, true),
  i4: (view) => view.getInt32(0, true),
};

/** The type of a NumPy scalar, such as `f8`. */
export class NumpyDtype extends Helper {
  private isLittleEndian = false;

  constructor(private readonly code: string) {
    super();
  }

  /** The version of what follows, the order of bytes, and what only composite types have. */
  build(state: Part): void {
    const parts: readonly Part[] = Array.isArray(state) ? state : [];
    const [version, order, ...rest] = parts;
    const isPlain = rest.every((part) => part === null || part === -1 || part === 0);
    if (version !== 3 || order !== '<' || !isPlain) {
      throw badCheckpoint('it holds a NumPy type that is not little-endian and plain');
    }
    this.isLittleEndian = true;
  }

  read(bytes: Uint8Array): number | bigint {
    const read = READERS[this.code];
    if (
      read === undefined ||
      !this.isLittleEndian ||
      bytes.length !== Number(this.code.charAt(1))
    ) {
      throw badCheckpoint('it holds a damaged NumPy number');
    }
    const value = read(new DataView(bytes.buffer, bytes.byteOffset, bytes.length));
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }
}

/** Of the arguments that NumPy writes: the code, and two truth values that concern only itself. */
export function numpyDtype(args: readonly Part[]): Part {
  const [code] = args;
  if (typeof code !== 'string' || !Object.hasOwn(READERS, code) || args.length !== 3) {
    throw badCheckpoint('it holds a NumPy type that is not known');
  }
  return new NumpyDtype(code);
}

/** A single NumPy number: its type and its bytes. */
export function numpyScalar(args: readonly Part[]): Part {
  const [dtype, bytes] = args;
  if (!(dtype instanceof NumpyDtype) || !(bytes instanceof Uint8Array) || args.length !== 2) {
    throw badCheckpoint('it holds a damaged NumPy number');
  }
  return dtype.read(bytes);
}

/** How pickles of protocol 2 write bytes: as a text of characters below 256. */
export function encodeLatin1(args: readonly Part[]): Part {
  const [text, encoding] = args;
  if (typeof text !== 'string' || encoding !== 'latin1' || args.length !== 2) {
    throw badCheckpoint('it holds bytes in an unknown encoding');
  }
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  if (Buffer.from(bytes).toString('latin1') !== text) {
    throw badCheckpoint('it holds bytes that are none');
  }
  return bytes;
}
