import fc from 'fast-check';
import { Lattice } from '../lattice';
import { norm, timesRows, type Matrix3, type Vector3 } from '../vectors';
import { closePair } from './proximity';

/** The shortest distance by brute force over images, in a cell that is not skewed much. */
function shortest(rows: Matrix3, frac: readonly Vector3[]): number {
  let found = Infinity;
  for (const [first, one] of frac.entries()) {
    for (let second = first; second < frac.length; second++) {
      const other = frac[second] ?? one;
      for (let code = 0; code < 125; code++) {
        const image = [(code % 5) - 2, (Math.floor(code / 5) % 5) - 2, Math.floor(code / 25) - 2];
        if (first === second && image.every((step) => step === 0)) continue;
        const gap = [0, 1, 2].map((axis) => {
          const off = (other[axis] ?? 0) - (one[axis] ?? 0);
          return off - Math.round(off) + (image[axis] ?? 0);
        }) as unknown as Vector3;
        found = Math.min(found, norm(timesRows(gap, rows)));
      }
    }
  }
  return found;
}

const fraction = fc.double({ min: -1.5, max: 1.5, noNaN: true });

describe('closePair', () => {
  it('finds a pair exactly where brute force does', () => {
    const cells = fc.tuple(
      fc.double({ min: 0.5, max: 4, noNaN: true }),
      fc.double({ min: 0.5, max: 4, noNaN: true }),
      fc.double({ min: 0.5, max: 4, noNaN: true }),
      fc.double({ min: 65, max: 115, noNaN: true }),
    );
    const sites = fc.array(fc.tuple(fraction, fraction, fraction), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(cells, sites, ([a, b, c, beta], frac) => {
        const { rows } = Lattice.fromParameters(a, b, c, 90, beta, 90);
        const distance = shortest(rows, frac);
        fc.pre(Math.abs(distance - 0.3) > 1e-9);
        const found = closePair(rows, frac);
        expect(found !== undefined).toBe(distance < 0.3);
        if (found !== undefined) expect(found.distance).toBeLessThan(0.3);
      }),
      { numRuns: 100, seed: 7 },
    );
  });

  it('sees through a skewed cell and a thin one', () => {
    const skewed: Matrix3 = [
      [3, 0, 0],
      [300.1, 3, 0],
      [0, 300, 3],
    ];
    expect(closePair(skewed, [[0, 0, 0]])).toBeUndefined();
    // The second site lies 0.1 Å along x from an image of the first.
    const near: Vector3 = [0.1 / 3 + 100, -1, 0];
    expect(closePair(skewed, [[0, 0, 0], near])?.distance).toBeCloseTo(0.1, 6);
    const thin: Matrix3 = [
      [9, 0, 0],
      [0, 9, 0],
      [0, 0, 0.2],
    ];
    expect(closePair(thin, [[0, 0, 0]])).toEqual({ first: 0, second: 0, distance: 0.2 });
  });

  it('names the two sites', () => {
    const { rows } = Lattice.fromParameters(10, 10, 10, 90, 90, 90);
    const sites: Vector3[] = [
      [0, 0, 0],
      [0.5, 0.5, 0.5],
      [0.25, 0, 0.999],
      [0.25, 0, 0.001],
    ];
    expect(closePair(rows, sites)).toMatchObject({ first: 2, second: 3 });
  });

  it('takes a crowd far from linear time in any bin', () => {
    const { rows } = Lattice.fromParameters(1e6, 1e6, 1e6, 90, 90, 90);
    const crowd = Array.from({ length: 10_000 }, (_, i): Vector3 => {
      const step = 0.31e-6;
      return [(i % 22) * step, (Math.floor(i / 22) % 22) * step, Math.floor(i / 484) * step];
    });
    expect(closePair(rows, crowd)).toBeUndefined();
    expect(closePair(rows, [...crowd, [0.1e-6, 0, 0]])).toMatchObject({ second: 10_000 });
  });
});
