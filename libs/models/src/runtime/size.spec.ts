import { Lattice, neighbourList, Structure } from '@nano-os/crystal';
import { estimatePairs, refusalOfSize } from './size';

const salt = {
  lattice: [
    [5.64, 0, 0],
    [0, 5.64, 0],
    [0, 0, 5.64],
  ],
  species: ['Na', 'Na', 'Na', 'Na', 'Cl', 'Cl', 'Cl', 'Cl'],
  fracCoords: [
    [0, 0, 0],
    [0, 0.5, 0.5],
    [0.5, 0, 0.5],
    [0.5, 0.5, 0],
    [0.5, 0.5, 0.5],
    [0.5, 0, 0],
    [0, 0.5, 0],
    [0, 0, 0.5],
  ],
} as const;

describe('the size of a crystal', () => {
  it('is about the number of neighbours within 6 Å', () => {
    const { lattice, species, fracCoords } = salt;
    const structure = new Structure(Lattice.fromRows(lattice), species, fracCoords);
    const pairs = neighbourList(structure, 6).source.length;
    // Whole shells of neighbours lie just within the cutoff or beyond it.
    expect(estimatePairs(salt) / pairs).toBeGreaterThan(1 / 1.5);
    expect(estimatePairs(salt) / pairs).toBeLessThan(1.5);
  });

  it('may be too much', () => {
    const limits = { maxAtoms: 8, maxPairs: 1000 };
    expect(refusalOfSize(salt, limits)).toBeNull();
    expect(refusalOfSize(salt, { ...limits, maxAtoms: 7 })).toMatchObject({
      code: 'too-many-atoms',
      reason: expect.stringContaining('up to 7') as string,
    });
    expect(refusalOfSize(salt, { ...limits, maxPairs: 100 })?.code).toBe('too-many-neighbours');
  });
});
