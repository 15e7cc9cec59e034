import { Lattice, neighbourList, Structure, type Matrix3 } from '@nano-os/crystal';
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

  /** Atoms on a cubic grid of 2 Å, in a corner of a cell, whose neighbours are counted one by one. */
  const crowd = (lattice: Matrix3, along: number) => {
    const cell = Lattice.fromRows(lattice);
    const places = Array.from({ length: along ** 3 }, (_, i): [number, number, number] => [
      2 * (i % along),
      2 * (Math.floor(i / along) % along),
      2 * Math.floor(i / along ** 2),
    ]);
    const species = places.map(() => 'Li');
    const fracCoords = places.map((place) => cell.toFractional(place));
    const pairs = neighbourList(new Structure(cell, species, fracCoords), 6).source.length;
    return { crystal: { lattice, species, fracCoords }, pairs };
  };
  const edge = 60;

  it.each<[string, Matrix3, number]>([
    [
      'all of a cell',
      [
        [24, 0, 0],
        [0, 24, 0],
        [0, 0, 24],
      ],
      12,
    ],
    [
      'a corner of a large cell',
      [
        [edge, 0, 0],
        [0, edge, 0],
        [0, 0, edge],
      ],
      8,
    ],
    [
      'a corner of a large cell whose vectors are long and near to each other',
      [
        [edge, 0, 0],
        [20 * edge, edge, 0],
        [30 * edge, 40 * edge, edge],
      ],
      8,
    ],
    [
      'a layer between vacuum',
      [
        [16, 0, 0],
        [0, 16, 0],
        [0, 0, 200],
      ],
      8,
    ],
  ])('counts what crowds in %s', (_, lattice, along) => {
    const { crystal, pairs } = crowd(lattice, along);
    // Parts of the cell are no spheres, and atoms at the surface of a crowd have half the neighbours.
    expect(estimatePairs(crystal) / pairs).toBeGreaterThan(1 / 2);
    expect(estimatePairs(crystal) / pairs).toBeLessThan(2);
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
