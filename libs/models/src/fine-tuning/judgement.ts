import { compositionOf, reducedFormulaOf } from '@nano-os/crystal';
import type { FineTuning } from '../cards/fine-tuning';
import { toleranceOf } from '../confidence';
import { bootstrapMean } from './bootstrap';
import type { Choice } from './choice';
import type { TuningData } from './cross-validation';
import type { CheckedPair } from './pairs/check-pairs';

/** What cross validation says of tuning. */
export interface Judgement extends Pick<
  FineTuning,
  'outcome' | 'before' | 'after' | 'change' | 'points'
> {
  /** Crystals that were held out, by their index. */
  readonly judged: readonly number[];
  /** What the base answers for them, and what tuned models do that had not seen them. */
  readonly base: Float64Array;
  readonly tuned: Float64Array;
}

/** Changes below this share of the error are those of rounding. */
const ROUNDING = 1e-4;
const MOST_POINTS = 500;
const DIGITS = 6;

/**
 * Whether tuning helps: only if the error falls by more than chance would have it, that is where the
 * whole interval of its change is below 0.
 * @param base what the base answers for all crystals
 */
export function judge(
  { judged, answers: answersAfter }: Choice,
  base: Float64Array,
  pairs: readonly CheckedPair[],
  { property, values, folds }: TuningData,
  seed: number,
): Judgement {
  const pick = (of: (index: number) => number): Float64Array => Float64Array.from(judged, of);
  const answersBefore = pick((index) => base[index] ?? NaN);
  const known = pick((index) => values[index] ?? NaN);
  const errorsOf = (answers: Float64Array): Float64Array =>
    answers.map((answer, i) => property.error(answer, known[i] ?? NaN));
  const before = errorsOf(answersBefore);
  const after = errorsOf(answersAfter);
  const groups = judged.map((index) => {
    const { hash, structure } = pairs[index] ?? {};
    if (folds.by === 'row' || !structure) return hash ?? '';
    return reducedFormulaOf(compositionOf(structure.species));
  });
  const change = bootstrapMean(
    after.map((error, i) => error - (before[i] ?? 0)),
    groups,
    seed,
  );
  const errorBefore = bootstrapMean(before, groups, seed);
  const isLogarithmic = toleranceOf(property.card.name)?.isLogarithmic ?? false;
  const shown = (value: number): number =>
    Number((isLogarithmic ? Math.log10(value) : value).toPrecision(DIGITS));
  const every = Math.ceil(judged.length / MOST_POINTS);
  return {
    outcome: change.interval[1] < -ROUNDING * errorBefore.mean ? 'improved' : 'no-better',
    before: errorBefore,
    after: bootstrapMean(after, groups, seed),
    change,
    points: judged.flatMap((_, i) =>
      i % every === 0
        ? [
            [
              shown(known[i] ?? NaN),
              shown(property.served(answersBefore[i] ?? NaN)),
              shown(property.served(answersAfter[i] ?? NaN)),
            ] as const,
          ]
        : [],
    ),
    judged,
    base: answersBefore,
    tuned: answersAfter,
  };
}
