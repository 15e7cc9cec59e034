import { Lattice, Structure } from '@nano-os/crystal';
import { known } from '../../../crystal/test-support/known-crystals';
import { codeOf } from '../../test-support/code-of';
import { TINY_MEGNET } from '../../test-support/tiny-networks';
import { parseConfig } from './config';
import { featurise } from './featurise';

const config = parseConfig(TINY_MEGNET);

describe('featurise of MEGNet', () => {
  it('takes all bonds up to the cutoff', () => {
    const { type, copies, distance, weight } = featurise(known('rock salt'), config);
    expect([...type]).toEqual([11, 17]);
    expect([...copies]).toEqual([4, 4]);
    // To six of the other kind at half the cell's edge, and to twelve of its own.
    expect([...distance].map((length) => length.toFixed(4))).toEqual(['3.9882', '2.8201']);
    expect([...weight].sort()).toEqual([12, 12, 6, 6]);
  });

  it('refuses an element that it has no embedding of', () => {
    const gold = new Structure(Lattice.fromParameters(3, 3, 3, 60, 60, 60), ['Au'], [[0, 0, 0]]);
    expect(codeOf(() => featurise(gold, config))).toBe('unknown-element');
  });

  it('refuses an atom without a bond, naming it', () => {
    const cell = Lattice.fromParameters(12, 12, 12, 90, 90, 90);
    const sites: [number, number, number][] = [
      [0, 0, 0],
      [0.1, 0, 0],
      [0.5, 0.5, 0.5],
    ];
    const crystal = new Structure(cell, ['H', 'F', 'Ne'], sites);
    expect(codeOf(() => featurise(crystal, config))).toBe('isolated-atom');
    expect(() => featurise(crystal, config)).toThrow('Site 3 (Ne) has no neighbour within 4.2 Å');
  });
});
