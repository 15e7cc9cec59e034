import {
  estimatePairs,
  FineTuningRefused,
  type PairLimits,
  type TrainingPair,
} from '@nano-os/models';

/** What crystals may have, beside what their file may. */
export interface SizeLimits extends PairLimits {
  /** Of all crystals. */
  readonly maxSitesInAll: number;
}

/** Within 6 Å an atom of an oxide has some 70, one of diamond 160: more are a cell far too small. */
const NEIGHBOURS = { atMost: 200, onAverage: 100 };

/**
 * Refuses crystals whose graphs would take too much memory, wherever they come from.
 * @throws {FineTuningRefused} too-large
 */
export function refuseLarge(
  pairs: readonly TrainingPair[],
  { maxSites, maxSitesInAll }: SizeLimits,
): void {
  const atoms = pairs.map(({ crystal }) => crystal.species.length);
  const neighbours = pairs.map(({ crystal }) => estimatePairs(crystal));
  const refuseEach = (counts: readonly number[], most: number, what: string): void => {
    const large = pairs.filter((_, index) => !((counts[index] ?? NaN) <= most));
    const [first] = large;
    if (!first) return;
    throw new FineTuningRefused(
      'too-large',
      `${large.length} crystals have more than ${most} ${what}, ${first.label} the first of them. ` +
        'Leave them out.',
      large.map(({ label }) => label),
    );
  };
  refuseEach(atoms, maxSites, 'atoms');
  refuseEach(neighbours, NEIGHBOURS.atMost * maxSites, 'pairs of atoms within 6 Å');
  refuseSum(atoms, maxSitesInAll, 'atoms');
  refuseSum(neighbours, NEIGHBOURS.onAverage * maxSitesInAll, 'pairs of atoms within 6 Å');
}

function refuseSum(counts: readonly number[], most: number, what: string): void {
  const sum = counts.reduce((total, count) => total + count, 0);
  if (sum <= most) return;
  throw new FineTuningRefused(
    'too-large',
    `The crystals have ${sum} ${what} together; the most is ${most}. Leave some out.`,
  );
}
