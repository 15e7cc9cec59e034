import { OPCODE } from '../src/checkpoints/pickle/opcodes';

/** A piece of a pickle that leaves one value on the stack. */
export type Piece = readonly number[];

const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];

const u32 = (value: number): number[] => [...new Uint8Array(new Uint32Array([value]).buffer)];

/** Pieces of pickles of protocol 2, to build what no honest program writes. */
export const piece = {
  none: [OPCODE.NONE],
  yes: [OPCODE.NEWTRUE],
  no: [OPCODE.NEWFALSE],
  int: (value: number): Piece => [OPCODE.BININT, ...u32(value)],
  long: (...bytes: number[]): Piece => [OPCODE.LONG1, bytes.length, ...bytes],
  text: (text: string): Piece => [OPCODE.BINUNICODE, ...u32(utf8(text).length), ...utf8(text)],
  list: (...items: Piece[]): Piece => [
    OPCODE.EMPTY_LIST,
    OPCODE.MARK,
    ...items.flat(),
    OPCODE.APPENDS,
  ],
  tuple: (...items: Piece[]): Piece => [OPCODE.MARK, ...items.flat(), OPCODE.TUPLE],
  dict: (...keysAndValues: Piece[]): Piece => [
    OPCODE.EMPTY_DICT,
    OPCODE.MARK,
    ...keysAndValues.flat(),
    OPCODE.SETITEMS,
  ],
  global: (module: string, name: string): Piece => [OPCODE.GLOBAL, ...utf8(`${module}\n${name}\n`)],
  call: (callee: Piece, ...args: Piece[]): Piece => [
    ...callee,
    ...piece.tuple(...args),
    OPCODE.REDUCE,
  ],
  create: (type: Piece, ...args: Piece[]): Piece => [
    ...type,
    ...piece.tuple(...args),
    OPCODE.NEWOBJ,
  ],
  build: (target: Piece, state: Piece): Piece => [...target, ...state, OPCODE.BUILD],
  put: (index: number, value: Piece): Piece => [...value, OPCODE.LONG_BINPUT, ...u32(index)],
  get: (index: number): Piece => [OPCODE.LONG_BINGET, ...u32(index)],
  /** A storage as the zip files name it; in older files None follows. */
  storage: (type: string, key: string, count: Piece, ...more: Piece[]): Piece => [
    ...piece.tuple(
      piece.text('storage'),
      piece.global('torch', type),
      piece.text(key),
      piece.text('cpu'),
      count,
      ...more,
    ),
    OPCODE.BINPERSID,
  ],
  /** A tensor as PyTorch writes it. */
  tensor: (storage: Piece, offset: Piece, shape: number[], strides: number[]): Piece =>
    piece.call(
      piece.global('torch._utils', '_rebuild_tensor_v2'),
      storage,
      offset,
      piece.tuple(...shape.map(piece.int)),
      piece.tuple(...strides.map(piece.int)),
      piece.no,
      piece.call(piece.global('collections', 'OrderedDict')),
    ),
};

/** A whole pickle. */
export function pickleOf(root: Piece, protocol = 2): Uint8Array {
  return Uint8Array.from([OPCODE.PROTO, protocol, ...root, OPCODE.STOP]);
}
