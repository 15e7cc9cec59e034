import { CrystalError, type Structure } from '@nano-os/crystal';
import { createHash } from 'node:crypto';
import { structureOf } from '../../calculators/plain-crystal';
import type { PlainCrystal } from '../../runtime/crystals';
import type { StoredModel } from '../../store/stored-model';
import { featurise, type FeaturiseRequest, type Graphs } from '../../training/featurise';
import { tunedProperty, type TunedProperty } from '../tuned-property';
import { checkValues } from './check-values';
import { mergeDuplicates, type DistinctPair } from './merge-duplicates';
import { FineTuningRefused, some } from './refused';
import type { TrainingPair } from './training-pair';

/** Fewer tell nothing that could be told from chance. */
export const LEAST_PAIRS = 10;
export const MOST_PAIRS = 10_000;

/** A pair with the graph that the base makes of its crystal. */
export interface CheckedPair extends DistinctPair {
  readonly graph: unknown;
}

/** Pairs that a base can be tuned on. */
export interface CheckedPairs {
  readonly property: TunedProperty;
  /** One a crystal, in an order of their own. */
  readonly pairs: readonly CheckedPair[];
  /** SHA-256 of crystals and values. */
  readonly digest: string;
}

/** Crystals of which graphs are made at once. */
const PART = 250;

/** What is needed of a base before anything is trained. */
type Base = Pick<StoredModel, 'card'>;

/** Makes graphs, here or in a thread. */
type Featurise = (request: FeaturiseRequest) => Promise<Graphs>;

/**
 * Finds out before anything runs what a fine-tuning could not use. For thousands of crystals it takes
 * seconds: call it in a thread where others wait for this one.
 * @param most pairs, for who has to bound what others may ask
 * @throws {FineTuningRefused}
 */
export function checkPairs(
  base: Base,
  pairs: readonly TrainingPair[],
  propertyName: string,
  most = MOST_PAIRS,
): Promise<CheckedPairs> {
  const here: Featurise = (request) => Promise.resolve(featurise(request));
  return checkPairsBy(here, base, pairs, propertyName, most);
}

/** As {@link checkPairs}, with graphs that are made elsewhere. */
export async function checkPairsBy(
  makeGraphs: Featurise,
  base: Base,
  pairs: readonly TrainingPair[],
  propertyName: string,
  most = MOST_PAIRS,
): Promise<CheckedPairs> {
  const property = tunedProperty(base.card, propertyName);
  if (pairs.length > most) {
    throw new FineTuningRefused(
      'too-many-pairs',
      `There are ${pairs.length} crystals; the most is ${most}. Leave some out.`,
    );
  }
  refuseFew(pairs.length);
  checkValues(pairs, property);
  const crystals = pairs.map((pair) => ({ pair, structure: structureOrReason(pair.crystal) }));
  refuseCrystals(
    base,
    crystals.map(({ pair, structure }) => ({
      pair,
      reason: structure instanceof CrystalError ? structure.message : null,
    })),
  );
  const distinct = mergeDuplicates(
    crystals.flatMap(({ pair, structure }) =>
      structure instanceof CrystalError ? [] : [{ pair, structure }],
    ),
    property,
  );
  refuseFew(distinct.length);
  const checked = await withGraphs(makeGraphs, base, distinct);
  return { property, pairs: checked, digest: digestOf(checked) };
}

function structureOrReason(crystal: PlainCrystal): Structure | CrystalError {
  try {
    return structureOf(crystal);
  } catch (error) {
    if (error instanceof CrystalError) return error;
    throw error;
  }
}

function refuseFew(count: number): void {
  if (count >= LEAST_PAIRS) return;
  throw new FineTuningRefused(
    'too-few-pairs',
    `There are ${count} different crystals; a fine-tuning needs ${LEAST_PAIRS} at least, and ` +
      'some fifty to be worth it.',
  );
}

function refuseCrystals(
  { card }: Base,
  crystals: readonly { readonly pair: TrainingPair; readonly reason: string | null }[],
): void {
  const refused = crystals.filter(({ reason }) => reason !== null);
  if (refused.length === 0) return;
  const told = some(refused.map(({ pair, reason }) => `${pair.label}: ${String(reason)}`));
  throw new FineTuningRefused(
    'no-graph',
    `${card.name} can make nothing of some crystals: ${told} Leave them out, or choose another base.`,
    refused.map(({ pair }) => pair.label),
  );
}

async function withGraphs(
  makeGraphs: Featurise,
  base: Base,
  pairs: readonly DistinctPair[],
): Promise<CheckedPair[]> {
  const { architecture, config } = base.card;
  const checked: CheckedPair[] = [];
  const refused: { pair: TrainingPair; reason: string }[] = [];
  for (let start = 0; start < pairs.length; start += PART) {
    const part = pairs.slice(start, start + PART);
    const crystals = part.map(({ pair }) => pair.crystal);
    const reply = await makeGraphs({ architecture, config, crystals });
    part.forEach((each, index) => {
      const reason = reply.refused[index] ?? null;
      if (reason === null) checked.push({ ...each, graph: reply.graphs[index] });
      else refused.push({ pair: each.pair, reason });
    });
  }
  refuseCrystals(base, refused);
  return checked;
}

function digestOf(pairs: readonly DistinctPair[]): string {
  const hash = createHash('sha256');
  for (const { hash: crystal, pair } of pairs) hash.update(`${crystal} ${pair.value}\n`);
  return hash.digest('hex');
}
