import { FineTuningRefused, type PairLimits, type TrainingPair } from '@nano-os/models';

/** What crystals may have, beside what their file may. */
export interface SizeLimits extends PairLimits {
  /** Of all crystals. */
  readonly maxSitesInAll: number;
}

/**
 * Refuses crystals whose graphs would take too much memory, wherever they come from.
 * @throws {FineTuningRefused} too-large
 */
export function refuseLarge(
  pairs: readonly TrainingPair[],
  { maxSites, maxSitesInAll }: SizeLimits,
): void {
  const large = pairs.filter(({ crystal }) => crystal.species.length > maxSites);
  const [first] = large;
  if (first) {
    throw new FineTuningRefused(
      'too-large',
      `${large.length} crystals have more than ${maxSites} atoms, ${first.label} the first of them. ` +
        'Leave them out.',
      large.map(({ label }) => label),
    );
  }
  const all = pairs.reduce((sum, { crystal }) => sum + crystal.species.length, 0);
  if (all <= maxSitesInAll) return;
  throw new FineTuningRefused(
    'too-large',
    `The crystals have ${all} atoms together; the most is ${maxSitesInAll}. Leave some out.`,
  );
}
