import fc from 'fast-check';
import { known } from '../../test-support/known-crystals';
import { CrystalError } from '../errors';
import { Lattice } from '../lattice';
import { Structure } from '../structure';
import { kNearestNeighbours } from './k-nearest';
import { neighbourList } from './neighbour-list';

/** How many neighbours each site has. */
function counts({ source }: { source: Int32Array }, sites: number): number[] {
  const found = new Array<number>(sites).fill(0);
  for (const site of source) found[site]! += 1;
  return found;
}

describe('kNearestNeighbours', () => {
  it.each([
    ['rock salt', 1, 6],
    ['rock salt', 6, 6],
    ['rock salt', 7, 18],
    ['silicon', 4, 4],
    ['silicon', 5, 16],
    ['copper', 12, 12],
    ['copper', 13, 18],
    ['solid argon', 1, 12],
  ])('gives each site of %s for %d neighbours the whole shell: %d', (name, k, expected) => {
    const crystal = known(name);
    const found = counts(kNearestNeighbours(crystal, k), crystal.numSites);
    expect(new Set(found)).toEqual(new Set([expected]));
  });

  it('gives what sorting all neighbours gives', () => {
    const coordinate = fc.double({ min: -1, max: 2, noNaN: true });
    const sites = fc.array(fc.tuple(coordinate, coordinate, coordinate), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(sites, fc.integer({ min: 1, max: 70 }), (coords, k) => {
        const lattice = Lattice.fromParameters(3, 4, 7, 70, 95, 110);
        const species = coords.map(() => 'Cu');
        const structure = new Structure(lattice, species, coords);
        const found = kNearestNeighbours(structure, k);
        const all = neighbourList(structure, 12);
        for (let site = 0; site < coords.length; site++) {
          const near = Array.from(all.distance)
            .filter((_, pair) => all.source[pair] === site)
            .sort((p, q) => p - q);
          const last = near[k - 1]! + 1e-5;
          const own = Array.from(found.distance).filter((_, pair) => found.source[pair] === site);
          expect(own.sort((p, q) => p - q)).toEqual(near.filter((length) => length <= last));
        }
      }),
      { numRuns: 100, seed: 41 },
    );
  });

  it('stops at the largest cutoff', () => {
    const salt = known('rock salt');
    const found = kNearestNeighbours(salt, 12, { maxCutoff: 3 });
    expect(new Set(counts(found, salt.numSites))).toEqual(new Set([6]));
  });

  it('keeps image, vector and distance of a pair together', () => {
    const quartz = known('quartz');
    const { source, target, image, distance, vector } = kNearestNeighbours(quartz, 3);
    source.forEach((from, pair) => {
      const whole = image.subarray(3 * pair, 3 * pair + 3);
      const step = quartz.fracCoords[target[pair]!]!.map(
        (value, axis) => value + whole[axis]! - quartz.fracCoords[from]![axis]!,
      ) as [number, number, number];
      quartz.lattice.toCartesian(step).forEach((value, axis) => {
        expect(Math.abs(value - vector[3 * pair + axis]!)).toBeLessThan(1e-12);
      });
      expect(Math.hypot(...quartz.lattice.toCartesian(step))).toBeCloseTo(distance[pair]!, 12);
    });
  });

  it.each([0, -1, 1.5, NaN])('refuses %d neighbours', (k) => {
    expect(() => kNearestNeighbours(known('copper'), k)).toThrow(CrystalError);
  });
});
