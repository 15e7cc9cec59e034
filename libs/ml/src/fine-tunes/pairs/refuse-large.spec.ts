import type { FineTuningRefused, TrainingPair } from '@nano-os/models';
import { PAIR_LIMITS } from '@nano-os/models';
import { refuseLarge } from './refuse-large';

/** Atoms on a cubic lattice whose edge is `spacing`, Å. */
const cubic = (label: string, spacing: number, atoms = 1): TrainingPair => ({
  label,
  crystal: {
    lattice: [
      [atoms * spacing, 0, 0],
      [0, spacing, 0],
      [0, 0, spacing],
    ],
    species: Array<string>(atoms).fill('Li'),
    fracCoords: Array.from({ length: atoms }, (_, i) => [i / atoms, 0, 0]),
  },
  value: 1,
});

const limits = { ...PAIR_LIMITS, maxSites: 50, maxSitesInAll: 100 };
const refusal = (pairs: readonly TrainingPair[]): FineTuningRefused | undefined => {
  try {
    refuseLarge(pairs, limits);
  } catch (error) {
    return error as FineTuningRefused;
  }
  return undefined;
};

// Within 6 Å of an atom of polonium, whose edge is 3.35 Å, there are 24 others; about 4/3 π 6³ / 3.35³.
const polonium = cubic('polonium', 3.35, 10);

describe('crystals that are too large to be tuned on', () => {
  it('are none of usual density', () => {
    expect(refusal(Array<TrainingPair>(10).fill(polonium))).toBeUndefined();
  });

  it('have too many atoms, or too many neighbours', () => {
    const said = 'more than 50 atoms, large the first of them';
    expect(refusal([polonium, cubic('large', 3.35, 51)])?.message).toContain(said);
    // 4/3 π 6³ / 0.4³ is 14,137, and 50 atoms may have 10,000.
    const dense = refusal([polonium, cubic('dense', 0.4)]);
    expect(dense?.message).toContain('10000 pairs of atoms within 6 Å, dense the first of them');
    expect([dense?.code, dense?.labels]).toEqual(['too-large', ['dense']]);
    expect(refusal([cubic('point', 1e-3)])?.labels).toEqual(['point']);
  });

  it('have too many of them together', () => {
    expect(refusal(Array<TrainingPair>(11).fill(polonium))?.message).toContain(
      '110 atoms together',
    );
    // 4/3 π 6³ / 0.8³ is 1767, and 100 atoms may have 10,000.
    const dense = Array.from({ length: 6 }, (_, i) => cubic(`dense ${i}`, 0.8));
    expect(refusal(dense.slice(0, 5))).toBeUndefined();
    expect(refusal(dense)?.message).toMatch(/106\d\d pairs of atoms within 6 Å together/);
  });
});
