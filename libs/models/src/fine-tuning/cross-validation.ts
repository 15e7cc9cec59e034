import { ModelError } from '../errors';
import type { Sample } from '../training/batches';
import { fit } from './fit';
import type { Folds } from './folds';
import type { Candidate, DecidedOptions } from './options';
import type { Runners } from './runners';
import type { TunedProperty } from './tuned-property';

/** One way to tune, and the part of the crystals that it does not see. */
export interface Trial {
  readonly candidate: number;
  readonly fold: number;
}

/** What came of a trial; plain data. */
export interface TrialResult extends Trial {
  /** What the network answers for the crystals held out, in their order, by epoch; that of the start first. */
  readonly answers: readonly (readonly number[])[];
}

/** How a trial is followed and ended. */
export interface TrialRun {
  readonly signal?: AbortSignal;
  /** Hears of the mean errors on the crystals held out, before the training and after an epoch. */
  readonly onEpoch: (before: number, error: number) => void;
}

/** The crystals of a fine-tuning. */
export interface TuningData {
  readonly property: TunedProperty;
  readonly samples: readonly Sample[];
  readonly values: Float64Array;
  readonly folds: Folds;
}

/** All trials, in the order in which they are made: a candidate's folds one after another. */
export function trialsOf(candidates: readonly Candidate[], { heldOut }: Folds): Trial[] {
  return candidates.flatMap((_, candidate) =>
    Array.from({ length: heldOut }, (__, fold) => ({ candidate, fold })),
  );
}

/** As many as the network has; fewer digits make results smaller. */
const DIGITS = 7;

/**
 * Trains on all crystals but those of a fold, and asks about those after each epoch, until there is
 * no progress any more.
 * @throws {ModelError} not-finite, of the base; the signal's reason
 */
export async function runTrial(
  trial: Trial,
  { property, samples, values, folds }: TuningData,
  options: DecidedOptions,
  runners: Runners,
  { signal, onEpoch }: TrialRun,
): Promise<TrialResult> {
  const candidate = options.candidates[trial.candidate];
  if (!candidate) throw new Error(`There is no candidate ${trial.candidate}`);
  const runner = await runners.of(candidate.layers);
  const training = samples.filter((_, index) => folds.of[index] !== trial.fold);
  const heldOut = samples.filter((_, index) => folds.of[index] === trial.fold);
  const known = values.filter((_, index) => folds.of[index] === trial.fold);
  const answers: number[][] = [];
  const errors: number[] = [];
  /** Whether the answers are numbers: what comes after others is of no use. */
  const ask = async (weights: Float32Array): Promise<boolean> => {
    const answered = await runner.answers(weights, heldOut);
    const short = Array.from(answered, (answer) => Number(answer.toPrecision(DIGITS)));
    const error = meanError(short, known, property);
    if (!Number.isFinite(error)) return false;
    answers.push(short);
    errors.push(error);
    return true;
  };
  const start = runner.start;
  if (!(await ask(start))) {
    throw new ModelError('not-finite', 'The base answers no number for some crystals.');
  }
  const { rate } = candidate;
  const seed = options.seed + 7919 * trial.fold;
  for await (const weights of fit(runner, start, training, { ...options, rate, seed, signal })) {
    if (!(await ask(weights))) break;
    onEpoch(errors[0] ?? NaN, errors.at(-1) ?? NaN);
    const best = errors.indexOf(Math.min(...errors));
    if (errors.length - 1 - best >= options.patience) break;
  }
  return { ...trial, answers };
}

function meanError(
  answers: readonly number[],
  values: Float64Array,
  property: TunedProperty,
): number {
  const total = answers.reduce(
    (sum, answer, i) => sum + property.error(answer, values[i] ?? NaN),
    0,
  );
  return total / answers.length;
}
