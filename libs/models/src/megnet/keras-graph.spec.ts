import { codeOf } from '../../test-support/code-of';
import { readKerasGraph } from './keras-graph';

function read(bonds: object, more: object = {}): ReturnType<typeof readKerasGraph> {
  const description = { graph_converter: { cutoff: 4, bond_converter: bonds }, ...more };
  return readKerasGraph(new TextEncoder().encode(JSON.stringify(description)), 'log10K.hdf5.json');
}

const bonds = (data: unknown, width: unknown = 0.5): object => ({ centers: { data }, width });

describe('readKerasGraph', () => {
  it('reads the cutoff and the Gaussians', () => {
    expect(read(bonds([0, 1.25, 2.5, 3.75, 5]))).toEqual({
      cutoff: 4,
      gaussians: { first: 0, last: 5, count: 5, sharpness: 4 },
    });
    expect(() => read(bonds([0, 5]), { target_scaler: { '@class': 'DummyScaler' } })).not.toThrow();
  });

  it.each<[string, object, object]>([
    ['unequal steps', bonds([0, 1, 3]), {}],
    ['one centre', bonds([0]), {}],
    ['centres that are no numbers', bonds([0, 'a']), {}],
    ['no centres', {}, {}],
    ['no width', bonds([0, 1], null), {}],
    ['a width of 0', bonds([0, 1], 0), {}],
    ['a scaled target', bonds([0, 1]), { target_scaler: { '@class': 'StandardScaler' } }],
  ])('refuses %s', (_, converter, more) => {
    expect(codeOf(() => read(converter, more))).toBe('bad-checkpoint');
  });

  it('refuses what is no JSON', () => {
    expect(codeOf(() => readKerasGraph(Uint8Array.of(255), 'x.json'))).toBe('bad-checkpoint');
  });
});
