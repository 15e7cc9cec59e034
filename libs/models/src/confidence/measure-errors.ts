import type { ErrorGroup, HeldOutErrors } from '../cards/card';
import type { Chemistry } from './chemistry';

/** One crystal with a known value that a model was asked about. */
export interface MeasuredError {
  readonly chemistry: Chemistry;
  /** What the model serves, in the property's unit. */
  readonly served: number;
  /** Absolute, in the unit that {@link HeldOutErrors} names. */
  readonly error: number;
  /** How much it counts: sets of different sizes can be made to count alike. */
  readonly weight: number;
}

/** Fewer than this tell no quantiles worth the name. */
const LEAST_IN_GROUP = 300;
const MOST_GROUPS = 8;
const LEVELS = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);
const CHEMISTRIES: readonly Chemistry[] = ['nonmetal', 'metalloid', 'metal'];

/** Four significant digits: more than a few thousand crystals tell. */
const rounded = (value: number): number => Number(value.toPrecision(4));

/** The errors of a model as its card has them: of all crystals, and of groups that are alike. */
export function measureErrors(
  samples: readonly MeasuredError[],
  { set, unit }: { readonly set: string; readonly unit: string },
): HeldOutErrors {
  const weight = samples.reduce((sum, sample) => sum + sample.weight, 0);
  const mae = samples.reduce((sum, sample) => sum + sample.weight * sample.error, 0) / weight;
  return {
    set,
    n: samples.length,
    mae: rounded(mae),
    unit,
    quantiles: quantilesOf(samples),
    groups: CHEMISTRIES.flatMap((chemistry) =>
      groupsOf(
        chemistry,
        samples.filter((sample) => sample.chemistry === chemistry),
      ),
    ),
  };
}

/** Cuts by what the model served, into groups of about the same size. */
function groupsOf(chemistry: Chemistry, samples: readonly MeasuredError[]): ErrorGroup[] {
  const sorted = samples.toSorted((a, b) => a.served - b.served);
  const groups: ErrorGroup[] = [];
  let begin = 0;
  while (sorted.length - begin >= LEAST_IN_GROUP) {
    const left = sorted.length - begin;
    const size = Math.max(LEAST_IN_GROUP, Math.ceil(left / (MOST_GROUPS - groups.length)));
    // Equal values stay together, and too few would be left behind otherwise.
    let end = begin + size;
    while (end < sorted.length && sorted[end]?.served === sorted[end - 1]?.served) end++;
    if (sorted.length - end < LEAST_IN_GROUP) end = sorted.length;
    const members = sorted.slice(begin, end);
    const from = groups.length === 0 ? null : (members[0]?.served ?? 0);
    groups.push({ chemistry, from, n: members.length, quantiles: quantilesOf(members) });
    begin = end;
  }
  return groups;
}

/** The least errors that at least so much of the weight does not exceed. */
function quantilesOf(samples: readonly MeasuredError[]): number[] {
  const sorted = samples.toSorted((a, b) => a.error - b.error);
  const weight = sorted.reduce((sum, sample) => sum + sample.weight, 0);
  let index = -1;
  let passed = 0;
  return LEVELS.map((level) => {
    while (passed < level * weight * (1 - 1e-12)) {
      index += 1;
      passed += sorted[index]?.weight ?? Infinity;
    }
    return rounded(sorted[index]?.error ?? 0);
  });
}
