import { Lattice, Structure } from '@nano-os/crystal';
import { uniform } from '../../test-support/uniform';
import { confidencesOf } from './confidences-of';
import { measureErrors, type MeasuredError } from './measure-errors';
import { toleranceOf } from './tolerances';

const SET = { set: 'made up', unit: 'eV' };

const oxide = new Structure(
  Lattice.fromRows([
    [0, 2.1, 2.1],
    [2.1, 0, 2.1],
    [2.1, 2.1, 0],
  ]),
  ['Mg', 'O'],
  [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
);

/** Metals without a gap, and others whose error grows with the gap: some served 0 are far off. */
function samples(seed: number, n: number): MeasuredError[] {
  const next = uniform(seed);
  return Array.from({ length: n }, () => {
    const isMetal = next() < 0.4;
    const served = isMetal || next() < 0.2 ? 0 : 6 * next();
    const spread = isMetal ? 0 : 0.2 + 0.3 * served;
    const error = spread * -Math.log(1 - next());
    return { chemistry: isMetal ? 'metal' : 'nonmetal', served, error, weight: 1 };
  });
}

describe('measureErrors', () => {
  it('makes confidences that come true on crystals that were not measured', () => {
    const heldOut = measureErrors(samples(1, 10_000), SET);
    const within = toleranceOf('bandgap')!.within;
    const bands = new Map<number, { stated: number; came: number; n: number }>();
    for (const { chemistry, served, error } of samples(2, 10_000)) {
      if (chemistry !== 'nonmetal') continue;
      const stated = confidencesOf({ heldOut: { bandgap: heldOut } }, oxide, { bandgap: served });
      const band = Math.floor(10 * stated.bandgap!);
      const sum = bands.get(band) ?? { stated: 0, came: 0, n: 0 };
      bands.set(band, {
        stated: sum.stated + stated.bandgap!,
        came: sum.came + Number(error <= within),
        n: sum.n + 1,
      });
    }
    // Confidences that differ in earnest: from 0.15 for large gaps to 0.75 for none.
    expect(bands.size).toBeGreaterThanOrEqual(4);
    for (const { stated, came, n } of bands.values()) {
      // Four standard deviations of both halves, and a twentieth for the width of a group.
      expect(Math.abs(stated - came) / n).toBeLessThan(0.05 + 4 * Math.sqrt(0.5 / n));
    }
  });

  it('groups by chemistry and by value, no group too small to tell anything', () => {
    const { groups = [], n } = measureErrors(samples(3, 5000), SET);
    expect(groups.reduce((sum, group) => sum + group.n, 0)).toBe(n);
    for (const group of groups) expect(group.n).toBeGreaterThanOrEqual(300);
    const ofNonmetals = groups.filter(({ chemistry }) => chemistry === 'nonmetal');
    expect(ofNonmetals[0]!.from).toBeNull();
    expect(ofNonmetals.length).toBeGreaterThan(4);
    // Equal values are in one group.
    expect(ofNonmetals.slice(1).every(({ from }) => from! > 0)).toBe(true);
    expect(groups.filter(({ chemistry }) => chemistry === 'metal')).toHaveLength(1);
  });

  it('weights', () => {
    const one = { chemistry: 'metal', served: 1 } as const;
    const few = Array.from({ length: 10 }, () => ({ ...one, error: 1, weight: 9 }));
    const many = Array.from({ length: 90 }, () => ({ ...one, error: 3, weight: 1 }));
    const { mae, quantiles } = measureErrors([...few, ...many], SET);
    expect(mae).toBe(2);
    expect(quantiles.filter((error) => error === 1)).toHaveLength(10);
  });

  it('has no groups of too few crystals', () => {
    expect(measureErrors(samples(4, 299), SET).groups).toEqual([]);
  });
});
