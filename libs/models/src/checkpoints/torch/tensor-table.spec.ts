import { piece, pickleOf, type Piece } from '../../../test-support/pickle-writer';
import { torchZip } from '../../../test-support/zip-writer';
import type { TorchTensor } from '../pickle/values';
import { readTorchCheckpoint } from './read-torch-checkpoint';

const values = Float32Array.from({ length: 12 }, (_, index) => index);
const storages = { 0: new Uint8Array(values.buffer) };
const storage = piece.storage('FloatStorage', '0', piece.int(12));
const refusal = expect.objectContaining({ code: 'bad-checkpoint' }) as Error;

const read = (root: Piece): TorchTensor =>
  readTorchCheckpoint(torchZip(pickleOf(root), storages)) as TorchTensor;

const window = (offset: number, shape: number[], strides: number[]): TorchTensor =>
  read(piece.tensor(storage, piece.int(offset), shape, strides));

describe('windows on a storage', () => {
  it.each([
    ['a part', 4, [2, 3], [3, 1], [4, 5, 6, 7, 8, 9]],
    ['columns first', 0, [2, 3], [1, 2], [0, 2, 4, 1, 3, 5]],
    ['steps', 1, [3], [4], [1, 5, 9]],
    ['one value again and again', 7, [2, 2], [0, 0], [7, 7, 7, 7]],
    ['any stride of a single row', 0, [1, 3], [999, 1], [0, 1, 2]],
    ['a single value', 11, [], [], [11]],
    ['the last value', 0, [12], [1], [...values]],
    ['nothing, at the end', 12, [0], [1], []],
    ['nothing, by some dimension', 0, [1000, 0, 1000], [0, 0, 0], []],
  ])('reads %s', (_, offset, shape, strides, expected) => {
    const tensor = window(offset, shape, strides);
    expect(tensor.shape).toEqual(shape);
    expect([...tensor.data]).toEqual(expected);
  });

  it.each([
    ['begins behind the end', 12, [1], [1]],
    ['ends behind the end', 1, [12], [1]],
    ['steps over the end', 0, [2, 2], [11, 1]],
    ['begins before the start', -1, [1], [1]],
    ['goes backwards', 11, [2], [-1]],
    ['is of a negative size', 0, [-1], [1]],
    ['hides its size behind two signs', 0, [-3, -4], [4, 1]],
    ['has more values than can be counted', 0, [2 ** 31 - 1, 2 ** 31 - 1], [0, 0]],
    ['hides a size behind a 0', 0, [2 ** 31 - 1, 2 ** 31 - 1, 0], [0, 0, 0]],
    ['makes much of little', 0, [2 ** 20, 8], [0, 0]],
    ['has fewer strides than sizes', 0, [2, 2], [1]],
    ['has nothing behind the end', 13, [0], [1]],
    ['is of too many dimensions', 0, Array<number>(33).fill(1), Array<number>(33).fill(1)],
  ])('refuses one that %s', (_, offset, shape, strides) => {
    expect(() => window(offset, shape, strides)).toThrow(refusal);
  });

  it('refuses many that together make much of little', () => {
    const one = piece.tensor(storage, piece.int(0), [2 ** 17], [0]);
    expect(read(piece.list(one))).toHaveLength(1);
    expect(() => read(piece.list(one, one, one))).toThrow(/too many values/);
  });

  it.each([
    ['a size that is no number', piece.text('1'), piece.int(0)],
    ['a size that is a fraction', [0x47, 0x3f, 0xe0, 0, 0, 0, 0, 0, 0], piece.int(0)],
    ['an offset that is huge', piece.int(1), piece.long(0, 0, 0, 0, 0, 0, 0, 0, 1)],
    ['an offset that is nothing', piece.int(1), piece.none],
  ])('refuses %s', (_, size, offset) => {
    const sizes = piece.tuple(size);
    const hooks = piece.call(piece.global('collections', 'OrderedDict'));
    const rebuild = piece.global('torch._utils', '_rebuild_tensor_v2');
    expect(() => read(piece.call(rebuild, storage, offset, sizes, sizes, piece.no, hooks))).toThrow(
      refusal,
    );
  });
});

describe('storages', () => {
  it.each([
    ['has more values than the file', piece.storage('FloatStorage', '0', piece.int(13))],
    ['has fewer values than the file', piece.storage('FloatStorage', '0', piece.int(11))],
    ['is of wider values', piece.storage('DoubleStorage', '0', piece.int(12))],
    ['is not there', piece.storage('FloatStorage', '1', piece.int(12))],
    ['has a negative size', piece.storage('FloatStorage', '0', piece.int(-12))],
    ['has a huge size', piece.storage('FloatStorage', '0', piece.long(0, 0, 0, 0, 0, 0, 0, 0, 1))],
    ['leads elsewhere', piece.storage('FloatStorage', '../data.pkl', piece.int(12))],
    ['is of no known type', piece.storage('QUInt8Storage', '0', piece.int(12))],
    ['is a view', piece.storage('FloatStorage', '0', piece.int(12), piece.tuple())],
  ])('refuses one that %s', (_, part) => {
    expect(() => read(piece.tensor(part, piece.int(0), [1], [1]))).toThrow(refusal);
  });

  it('refuses one that is of two types', () => {
    const other = piece.storage('IntStorage', '0', piece.int(12));
    const tensors = [storage, other].map((part) => piece.tensor(part, piece.int(0), [1], [1]));
    expect(() => read(piece.list(...tensors))).toThrow(/two kinds/);
  });

  it('refuses truth values that are none', () => {
    const root = piece.tensor(
      piece.storage('BoolStorage', '0', piece.int(48)),
      piece.int(0),
      [48],
      [1],
    );
    expect(() => read(root)).toThrow(/truth values/);
  });
});
