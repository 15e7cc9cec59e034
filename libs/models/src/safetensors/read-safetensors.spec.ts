import { describeTensor, expectedOf, readFixture } from '../../test-support/checkpoint-fixtures';
import { readSafetensors } from './read-safetensors';

/** A file with this header and so many bytes of values. */
function fileOf(header: unknown, values = 0, length?: number): Uint8Array {
  const text = new TextEncoder().encode(
    typeof header === 'string' ? header : JSON.stringify(header),
  );
  const file = new Uint8Array(8 + text.length + values);
  new DataView(file.buffer).setBigUint64(0, BigInt(length ?? text.length), true);
  file.set(text, 8);
  return file;
}

const tensor = (start: number, end: number, shape = [(end - start) / 4], dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [start, end],
});

const refusal = expect.objectContaining({ code: 'bad-checkpoint' }) as Error;

describe('reading safetensors', () => {
  it('reads what the reference implementation wrote', () => {
    const { tensors, metadata } = readSafetensors(readFixture('tensors.safetensors'));
    const { map } = expectedOf('tensors.safetensors') as { map: [string, unknown][] };
    expect(new Map([...tensors].map(([name, value]) => [name, describeTensor(value)]))).toEqual(
      new Map(map),
    );
    expect(metadata).toEqual(new Map([['made by', 'safetensors']]));
  });

  it('reads tensors without values and a file without tensors', () => {
    const { tensors } = readSafetensors(
      fileOf({ a: tensor(0, 0, [0, 3]), b: tensor(0, 4, []) }, 4),
    );
    expect(tensors.get('a')).toEqual({ dtype: 'F32', shape: [0, 3], data: new Float32Array() });
    expect(tensors.get('b')?.shape).toEqual([]);
    expect(readSafetensors(fileOf({}))).toEqual({ tensors: new Map(), metadata: new Map() });
  });

  it('takes any text as a name', () => {
    const { tensors } = readSafetensors(
      fileOf('{"__proto__":' + JSON.stringify(tensor(0, 4)) + '}', 4),
    );
    expect([...tensors.keys()]).toEqual(['__proto__']);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it.each<[string, Uint8Array]>([
    ['of nothing', new Uint8Array()],
    ['of a header longer than the file', fileOf({}, 0, 3)],
    ['of a huge header', fileOf({}, 0, 2 ** 40)],
    ['whose header is no UTF-8', fileOf('{}', 0, 2).fill(0xff, 8)],
    ['whose header is no JSON', fileOf('{"a":')],
    ['whose header is a list', fileOf('[]')],
    ['whose header is nothing', fileOf('null')],
    ['whose metadata is a list', fileOf({ __metadata__: [] })],
    ['whose metadata holds numbers', fileOf({ __metadata__: { a: 1 } })],
    ['with a gap at the start', fileOf({ a: tensor(4, 8) }, 8)],
    ['with a gap', fileOf({ a: tensor(0, 4), b: tensor(8, 12) }, 12)],
    ['with an overlap', fileOf({ a: tensor(0, 8), b: tensor(4, 12) }, 12)],
    ['with one tensor twice', fileOf({ a: tensor(0, 4), b: tensor(0, 4) }, 4)],
    ['with something behind the tensors', fileOf({ a: tensor(0, 4) }, 5)],
    ['with a tensor behind the end', fileOf({ a: tensor(0, 8) }, 4)],
    ['with a tensor backwards', fileOf({ a: tensor(8, 4, [1]) }, 8)],
    ['with another size than its shape', fileOf({ a: tensor(0, 8, [3]) }, 8)],
    ['with a negative size', fileOf({ a: tensor(0, 4, [-1, -1]) }, 4)],
    ['with a fraction of a size', fileOf({ a: tensor(0, 4, [0.5, 2]) }, 4)],
    ['with a product that overflows', fileOf({ a: tensor(0, 0, [2 ** 52, 2 ** 52, 0]) }, 0)],
    ['with an unknown type', fileOf({ a: tensor(0, 4, [1], 'F8_E4M3') }, 4)],
    ['with a type that is on a prototype', fileOf({ a: tensor(0, 4, [1], 'constructor') }, 4)],
    ['with truth values that are none', fileOf({ a: tensor(0, 1, [1], 'BOOL') }, 1).fill(2, -1)],
    [
      'with a tensor that lacks its shape',
      fileOf({ a: { dtype: 'F32', data_offsets: [0, 4], x: 1 } }, 4),
    ],
    ['with a tensor that says more', fileOf({ a: { ...tensor(0, 4), strides: [1] } }, 4)],
    ['with a tensor that is nothing', fileOf({ a: null })],
    ['with three offsets', fileOf({ a: { ...tensor(0, 4), data_offsets: [0, 4, 4] } }, 4)],
  ])('refuses a file %s', (_, bytes) => {
    expect(() => readSafetensors(bytes)).toThrow(refusal);
  });
});
