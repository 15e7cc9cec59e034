import { contentHash, type Structure } from '@nano-os/crystal';
import type { TunedProperty } from '../tuned-property';
import { SAME } from './check-values';
import { FineTuningRefused, some } from './refused';
import type { TrainingPair } from './training-pair';

/** A pair with its crystal and what tells that from others. */
export interface DistinctPair {
  readonly pair: TrainingPair;
  readonly structure: Structure;
  /** {@link contentHash} */
  readonly hash: string;
}

/**
 * One pair for each crystal, ordered by digest so that nothing depends on the order of a file. Equal
 * pairs are one.
 * @throws {FineTuningRefused} contradicting-duplicates
 */
export function mergeDuplicates(
  pairs: readonly { readonly pair: TrainingPair; readonly structure: Structure }[],
  property: TunedProperty,
): DistinctPair[] {
  const byHash = new Map<string, DistinctPair>();
  const contradictions: string[] = [];
  const labels: string[] = [];
  for (const { pair, structure } of pairs) {
    const hash = contentHash(structure);
    const known = byHash.get(hash);
    if (!known) {
      byHash.set(hash, { pair, structure, hash });
      continue;
    }
    const apart = Math.abs(property.learnt(known.pair.value) - property.learnt(pair.value));
    if (apart <= SAME * Math.abs(property.card.scale)) continue;
    const both = [known.pair, pair];
    contradictions.push(both.map(({ label, value }) => `${label} has ${value}`).join(' and '));
    labels.push(...both.map(({ label }) => label));
  }
  if (contradictions.length > 0) {
    throw new FineTuningRefused(
      'contradicting-duplicates',
      `The same crystal has different values of ${property.card.name}: ${some(contradictions)}. ` +
        'Keep the one that is right.',
      [...new Set(labels)],
    );
  }
  return [...byHash.values()].sort((a, b) => (a.hash < b.hash ? -1 : 1));
}
