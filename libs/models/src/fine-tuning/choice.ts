import type { TrialResult, TuningData } from './cross-validation';
import type { Folds } from './folds';
import type { Candidate } from './options';

/** What the trials of one candidate say. */
export interface CandidateResult {
  readonly candidate: Candidate;
  /** Mean error on all crystals held out, by epoch; that of the start first. */
  readonly curve: readonly number[];
  /** The epoch of the least error; 0 where no training is better than the start. */
  readonly best: number;
}

/** What cross validation ends with. */
export interface Choice {
  /** The best first. */
  readonly candidates: readonly CandidateResult[];
  /** The crystals that were held out. */
  readonly judged: readonly number[];
  /**
   * What networks answer for them that saw neither the crystal, nor were chosen by it: the candidate
   * and the epoch are those that are best on the other parts. So the choice does not flatter.
   */
  readonly answers: Float64Array;
}

/** Which candidate is taken, and after which epoch. */
interface Way {
  readonly candidate: number;
  readonly epoch: number;
}

/** Whether a candidate was tried on every part, so that there is something to choose. */
export const hasWay = (results: readonly TrialResult[], { folds }: TuningData): boolean =>
  results.some(({ candidate }) => isWhole(candidate, results, folds));

const isWhole = (candidate: number, results: readonly TrialResult[], folds: Folds): boolean =>
  results.filter((result) => result.candidate === candidate).length === folds.heldOut;

/**
 * Puts the trials together, each candidate's as far as all of its trials went. Candidates that were
 * not tried on every part are left out.
 */
export function chooseBest(
  results: readonly TrialResult[],
  data: TuningData,
  candidates: readonly Candidate[],
): Choice {
  const { folds } = data;
  const answered = candidates.map((_, candidate) =>
    isWhole(candidate, results, folds) ? answersByEpoch(candidate, results, folds) : [],
  );
  const meanError = ({ candidate, epoch }: Way, members: readonly number[]): number => {
    const answers = answered[candidate]?.[epoch];
    const total = members.reduce(
      (sum, i) => sum + data.property.error(answers?.[i] ?? NaN, data.values[i] ?? NaN),
      0,
    );
    return total / members.length;
  };
  const ways = answered.flatMap((epochs, candidate) =>
    epochs.map((_, epoch) => ({ candidate, epoch })),
  );
  const bestOn = (members: readonly number[]): Way =>
    ways
      .map((way) => ({ way, error: meanError(way, members) }))
      .reduce((best, each) => (each.error < best.error ? each : best)).way;
  const parts = Array.from({ length: folds.heldOut }, (_, fold) => membersOf(folds, fold));
  const judged = parts.flat().sort((a, b) => a - b);
  const answers = new Map(
    parts.flatMap((part) => {
      const others = parts.filter((other) => other !== part).flat();
      const { candidate, epoch } = bestOn(others.length > 0 ? others : part);
      return part.map((index) => [index, answered[candidate]?.[epoch]?.[index] ?? NaN] as const);
    }),
  );
  return {
    candidates: candidates
      .map((candidate, index) => {
        const epochs = answered[index] ?? [];
        const curve = epochs.map((_, epoch) => meanError({ candidate: index, epoch }, judged));
        return { candidate, curve, best: curve.indexOf(Math.min(...curve)) };
      })
      .filter(({ curve }) => curve.length > 0)
      .sort((a, b) => (a.curve[a.best] ?? Infinity) - (b.curve[b.best] ?? Infinity)),
    judged,
    answers: Float64Array.from(judged, (index) => answers.get(index) ?? NaN),
  };
}

/** What a candidate's networks answer for each crystal held out, by epoch; NaN for the others. */
function answersByEpoch(
  candidate: number,
  results: readonly TrialResult[],
  folds: Folds,
): Float64Array[] {
  const own = results.filter((result) => result.candidate === candidate);
  const length = Math.min(...own.map(({ answers }) => answers.length));
  return Array.from({ length }, (_, epoch) => {
    const all = new Float64Array(folds.of.length).fill(NaN);
    for (const { fold, answers } of own) {
      membersOf(folds, fold).forEach((member, i) => {
        all[member] = answers[epoch]?.[i] ?? NaN;
      });
    }
    return all;
  });
}

/** Crystals of one fold, in their order. */
function membersOf({ of }: Folds, fold: number): number[] {
  return Array.from(of, (_, index) => index).filter((index) => of[index] === fold);
}
