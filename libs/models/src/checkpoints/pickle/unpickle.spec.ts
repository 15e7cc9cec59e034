import { piece, pickleOf, type Piece } from '../../../test-support/pickle-writer';
import { ByteReader } from '../byte-reader';
import { TensorTable } from '../torch/tensor-table';
import { TorchHost } from '../torch/torch-host';
import { OPCODE } from './opcodes';
import { unpickle } from './unpickle';
import type { Part } from './values';

const read = (root: Piece, protocol = 2): Part => readBytes(pickleOf(root, protocol));

function readBytes(bytes: Uint8Array): Part {
  return unpickle(new ByteReader(bytes, 'the pickle'), new TorchHost(new TensorTable(0), 5));
}

const refusal = expect.objectContaining({ code: 'bad-checkpoint' }) as Error;

describe('values of a pickle', () => {
  it.each([
    ['0', piece.long(), 0],
    ['-1', piece.long(0xff), -1],
    ['-256', piece.long(0x00, 0xff), -256],
    ['2³¹', piece.long(0, 0, 0, 0x80, 0), 2 ** 31],
    ['the largest safe number', piece.long(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f), 2 ** 53 - 1],
    ['a larger one', piece.long(0, 0, 0, 0, 0, 0, 0x20), 2n ** 53n],
    ['a smaller one', piece.long(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xdf), -(2n ** 53n) - 1n],
  ])('reads the number %s', (_, root, expected) => {
    expect(read(root)).toBe(expected);
  });

  it('recalls what it has remembered, as the same value', () => {
    const list = piece.put(7, piece.list(piece.int(1)));
    const [first, second] = read(piece.tuple(list, piece.get(7))) as Part[];
    expect(first).toEqual([1]);
    expect(second).toBe(first);
  });

  it('reads the shorter forms of later protocols', () => {
    const root = [
      OPCODE.FRAME,
      ...[9, 0, 0, 0, 0, 0, 0, 0],
      OPCODE.EMPTY_DICT,
      OPCODE.MEMOIZE,
      ...[OPCODE.SHORT_BINUNICODE, 1, 0x61],
      ...[OPCODE.SHORT_BINBYTES, 2, 0, 255],
      OPCODE.SETITEM,
    ];
    expect(read(root, 4)).toEqual(new Map([['a', Uint8Array.of(0, 255)]]));
  });

  it('stands after the pickle when it has read it', () => {
    const bytes = Uint8Array.of(...pickleOf(piece.int(1)), 42);
    const reader = new ByteReader(bytes, 'the pickle');
    unpickle(reader, new TorchHost(new TensorTable(0), 5));
    expect(reader.remaining).toBe(1);
  });
});

describe('damaged and hostile pickles', () => {
  const { EMPTY_LIST, MARK, TUPLE, SETITEMS, APPENDS, BINUNICODE, BINBYTES } = OPCODE;
  it.each<[string, Piece]>([
    ['end with nothing', []],
    ['end with two values', [...piece.none, ...piece.none]],
    ['end with a mark', [...piece.none, MARK]],
    ['take from an empty stack', [APPENDS]],
    ['take a mark that is not there', [...piece.none, TUPLE]],
    ['take what lies below a mark', [EMPTY_LIST, MARK, OPCODE.TUPLE1, TUPLE]],
    ['recall what they never remembered', piece.get(3)],
    ['remember nothing', [OPCODE.BINPUT, 0]],
    ['add to a text', [...piece.text('a'), ...piece.none, OPCODE.APPEND]],
    ['add to a tuple', [...piece.tuple(), ...piece.none, OPCODE.APPEND]],
    ['set items of a list', [EMPTY_LIST, MARK, ...piece.none, ...piece.none, SETITEMS]],
    ['set a key without a value', [...piece.dict(), MARK, ...piece.text('a'), SETITEMS]],
    ['have a list as a key', piece.dict(piece.list(), piece.none)],
    ['have nothing as a key', piece.dict(piece.none, piece.none)],
    ['hold a text longer than themselves', [BINUNICODE, 0xff, 0xff, 0xff, 0xff]],
    ['hold bytes longer than themselves', [BINBYTES, 0xff, 0xff, 0xff, 0x7f]],
    ['hold a text that is no UTF-8', [BINUNICODE, 1, 0, 0, 0, 0xff]],
    ['hold a number of 255 bytes', piece.long(...Array<number>(255).fill(1))],
    ['call with something that is no tuple', [...piece.none, ...piece.none, OPCODE.REDUCE]],
    ['give a state to a list', piece.build(piece.list(), piece.dict())],
    ['give a state to a number', piece.build(piece.int(1), piece.dict())],
    ['name a storage by a text', [...piece.text('0'), OPCODE.BINPERSID]],
    ['use an instruction of protocol 0', [0x49, 0x31, 0x0a]],
    ['duplicate a value', [...piece.none, 0x32]],
    ['make an instance by its name', [MARK, 0x69, ...Buffer.from('os\nsystem\n')]],
    ['use the registry of extensions', [0x82, 1]],
    ['make an instance with keywords', [...piece.none, ...piece.tuple(), ...piece.dict(), 0x92]],
    ['use an instruction that there is not', [0xff]],
  ])('are refused when they %s', (_, root) => {
    expect(() => read(root)).toThrow(refusal);
  });

  it.each([0, 1, 6, 255])('are refused in protocol %d', (protocol) => {
    expect(() => read(piece.none, protocol)).toThrow(/protocol/);
  });

  it('are refused when they go on and on', () => {
    const bytes = new Uint8Array(1_000_003).fill(MARK);
    bytes.set([OPCODE.PROTO, 2]);
    expect(() => readBytes(bytes)).toThrow(/too many instructions/);
  });
});
