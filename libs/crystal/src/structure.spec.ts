import fc from 'fast-check';
import { KNOWN, known } from '../test-support/known-crystals';
import { CrystalError } from './errors';
import { Lattice } from './lattice';
import { Molecule } from './molecule';
import { neighbourList } from './neighbours';
import { Structure } from './structure';
import { determinant, type Matrix3 } from './vectors';

const cube = Lattice.fromParameters(4, 4, 4, 90, 90, 90);

/** Distances to all neighbours of the first site, which no choice of cell changes. */
function shells(structure: Structure): number[] {
  const { source, distance } = neighbourList(structure, 6);
  return Array.from(distance.filter((_, pair) => source[pair] === 0)).sort((p, q) => p - q);
}

function errorOf(attempt: () => unknown): unknown {
  try {
    return attempt();
  } catch (error) {
    return error;
  }
}

describe('Structure', () => {
  it.each(KNOWN.filter(({ density }) => density !== undefined))(
    'of $name has the density of the handbook',
    ({ crystal, density }) => {
      // The handbook's values hold to some parts in 1,000.
      expect(crystal.density / density!).toBeCloseTo(1, 2);
    },
  );

  it('keeps the order and the coordinates that it is given', () => {
    const coords = [
      [1.25, -0.5, 3],
      [0, 0.1, 0.2],
    ] as const;
    const structure = new Structure(cube, ['Fe', 'O'], coords);
    expect(structure.species).toEqual(['Fe', 'O']);
    expect(structure.fracCoords).toEqual(coords);
    expect(structure.cartCoords[0]).toEqual([5, -2, 12]);
    expect(structure).toMatchObject({ formula: 'FeO', reducedFormula: 'FeO', numSites: 2 });
  });

  it('is the same from Cartesian coordinates', () => {
    const quartz = known('quartz');
    const again = Structure.fromCartesian(quartz.lattice, quartz.species, quartz.cartCoords);
    again.fracCoords.forEach((position, site) => {
      position.forEach((value, axis) => {
        expect(Math.abs(value - quartz.fracCoords[site]![axis]!)).toBeLessThan(1e-15 * 10);
      });
    });
  });

  it.each([
    ['an unknown element', ['Xx'], [[0, 0, 0]], { code: 'unknown-element', site: 0 }],
    ['no site', [], [], { code: 'no-sites' }],
    ['a position too few', ['Fe', 'O'], [[0, 0, 0]], { code: 'bad-coordinates' }],
    ['a position that is no number', ['Fe'], [[0, NaN, 0]], { code: 'bad-coordinates', site: 0 }],
  ] as [string, string[], [number, number, number][], object][])(
    'refuses %s',
    (_, species, coords, error) => {
      const attempts = [
        () => new Structure(cube, species, coords),
        () => new Molecule(species, coords),
      ];
      for (const attempt of attempts) {
        const thrown = errorOf(attempt);
        expect(thrown).toBeInstanceOf(CrystalError);
        expect(thrown).toMatchObject(error);
      }
    },
  );

  it('moves its sites', () => {
    const moved = known('rock salt').translated([0.25, 0, -1]);
    expect(moved.fracCoords[1]).toEqual([0.25, 0.5, -0.5]);
  });

  it('puts its sites in another order, and back', () => {
    const quartz = known('quartz');
    const order = [4, 2, 8, 0, 1, 3, 7, 6, 5];
    const permuted = quartz.permuted(order);
    expect(permuted.species).toEqual(order.map((site) => quartz.species[site]));
    const back = permuted.permuted(order.map((_, site) => order.indexOf(site)));
    expect([back.species, back.fracCoords]).toEqual([quartz.species, quartz.fracCoords]);
  });

  it.each([[[0, 1]], [[0, 0, 1, 2, 3, 4, 5, 6, 7]], [[-1, 0, 1, 2, 3, 4, 5, 6, 7]]])(
    'refuses the order %j',
    (order) => {
      expect(() => known('quartz').permuted(order)).toThrow(CrystalError);
    },
  );
});

describe('Structure.supercell', () => {
  const whole = fc.integer({ min: -2, max: 2 });
  const row = fc.tuple(whole, whole, whole);
  const matrix = fc
    .tuple(row, row, row)
    .filter((m: Matrix3) => determinant(m) !== 0 && Math.abs(determinant(m)) < 10);

  it('is the same crystal', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KNOWN), matrix, ({ crystal }, size) => {
        const larger = crystal.supercell(size);
        const cells = Math.abs(determinant(size));
        expect(larger.numSites).toBe(cells * crystal.numSites);
        expect(larger.volume / crystal.volume).toBeCloseTo(cells, 10);
        expect(larger.reducedFormula).toBe(crystal.reducedFormula);
        const [found, expected] = [shells(larger), shells(crystal)];
        expect(found).toHaveLength(expected.length);
        found.forEach((length, index) => {
          expect(Math.abs(length - expected[index]!)).toBeLessThan(1e-9);
        });
      }),
      { numRuns: 60, seed: 31 },
    );
  });

  it('takes numbers of cells along each vector', () => {
    const { lattice, numSites } = known('silicon').supercell([1, 2, 3]);
    expect([lattice.a, lattice.b, lattice.c]).toEqual([5.4309, 10.8618, 16.2927]);
    expect(numSites).toBe(48);
  });

  it('holds 10,000 sites and more', () => {
    const large = known('silicon').supercell([11, 11, 11]);
    expect(large.numSites).toBe(10_648);
    expect(large.density).toBeCloseTo(known('silicon').density, 10);
  });

  it.each([[[1, 1, 0]], [[1, 1, 0.5]], [[1, NaN, 1]]] as [[number, number, number]][])(
    'refuses %j',
    (size) => {
      expect(() => known('silicon').supercell(size)).toThrow(CrystalError);
    },
  );
});

describe('Molecule', () => {
  it('has a formula', () => {
    const methane = new Molecule(['C', 'H', 'H', 'H', 'H'], [
      [0, 0, 0],
      [0.63, 0.63, 0.63],
      [-0.63, -0.63, 0.63],
      [-0.63, 0.63, -0.63],
      [0.63, -0.63, -0.63],
    ]); // prettier-ignore
    expect(methane).toMatchObject({ formula: 'H4C', reducedFormula: 'H4C', numSites: 5 });
  });
});
