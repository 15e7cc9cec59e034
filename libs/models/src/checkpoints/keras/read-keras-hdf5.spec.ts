import {
  describeTensor,
  expectedOf,
  readFixture,
  refusalOf,
} from '../../../test-support/checkpoint-fixtures';
import { readKerasHdf5 } from './read-keras-hdf5';

const refusal = expect.objectContaining({ code: 'bad-checkpoint' }) as Error;

/** The fixture with one text in it turned into another of the same length, everywhere or at one place. */
function changed(from: string, to: string, place?: number): Uint8Array {
  const bytes = Buffer.from(readFixture('keras.hdf5'));
  const places = [];
  for (
    let at = bytes.indexOf(from, 0, 'latin1');
    at >= 0;
    at = bytes.indexOf(from, at + 1, 'latin1')
  ) {
    places.push(at);
  }
  expect(to).toHaveLength(from.length);
  expect(places.length).toBeGreaterThan(place ?? 0);
  for (const at of place === undefined ? places : [places[place]!]) bytes.write(to, at, 'latin1');
  return bytes;
}

describe('models that Keras saved', () => {
  it.each(['keras.hdf5', 'keras-split.hdf5'])('reads all weights of %s', (name) => {
    const { config, weights } = readKerasHdf5(readFixture(name));
    const { map } = expectedOf(name) as { map: [string, unknown][] };
    expect([...weights].map(([key, tensor]) => [key, describeTensor(tensor)])).toEqual(map);
    expect(config).toMatchObject({ class_name: 'Model', config: { name: 'Sr₂TiO₄' } });
  });

  it.each<[string, () => Uint8Array, RegExp]>([
    ['a file that is none', () => new TextEncoder().encode('\x89HDF\n'), /no HDF5 file/],
    ['nothing', () => new Uint8Array(), /no HDF5 file/],
    [
      'one without a configuration',
      () => changed('model_config', 'model_konfig'),
      /no model_config/,
    ],
    ['one without layers', () => changed('layer_names', 'layer_nomes'), /no layer_names/],
    [
      'one whose weights have other names',
      () => changed('kernel:0', 'colonel0', 0),
      /has no "colonel0"/,
    ],
    ['a configuration that is no JSON', () => changed('{"class_name"', '["class_name"'), /no JSON/],
    ['groups that are none', () => changed('SNOD', 'SNOB'), /damaged/],
    ['groups without letters', () => changed('HEAP', 'HELP'), /damaged/],
    ['groups without a tree', () => changed('TREE', 'TRIE'), /damaged/],
    ['texts that are missing', () => changed('GCOL', 'GOAL'), /damaged/],
  ])('refuses %s', (_, make, message) => {
    expect(() => readKerasHdf5(make())).toThrow(message);
    expect(() => readKerasHdf5(make())).toThrow(refusal);
  });

  it('refuses every beginning of a file', () => {
    const bytes = readFixture('keras.hdf5');
    for (let length = 0; length < bytes.length; length += 97) {
      const code = refusalOf(() => readKerasHdf5(bytes.subarray(0, length)));
      if (code !== 'bad-checkpoint') throw new Error(`${length} bytes are ${code ?? 'read'}`);
    }
  });

  it('comes to an end whatever single byte is changed', () => {
    const bytes = readFixture('keras.hdf5');
    const codes = new Map<string | undefined, number>();
    for (let at = 0; at < bytes.length; at += 17) {
      const other = Uint8Array.from(bytes);
      other[at]! ^= 0xff;
      const code = refusalOf(() => readKerasHdf5(other));
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    expect([...codes.keys()].sort()).toEqual(['bad-checkpoint', undefined]);
    expect(codes.get('bad-checkpoint')).toBeGreaterThan(100);
  });
});
