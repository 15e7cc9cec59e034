import { createHash } from 'node:crypto';
import type { FineTuning } from '../cards/fine-tuning';
import { ModelError } from '../errors';
import type { StoredTensor } from '../safetensors';
import type { StoredModel } from '../store/stored-model';
import { TrainingThread } from '../training/threads/training-thread';
import { allTrials } from './all-trials';
import { chooseBest, type Choice } from './choice';
import type { TuningData } from './cross-validation';
import { fineTuningDrawings, type FineTuningDrawings } from './drawings';
import { fit } from './fit';
import { foldsOf } from './folds';
import { judge, type Judgement } from './judgement';
import { decidedOptions, type DecidedOptions, type FineTuningOptions } from './options';
import { checkPairsBy, type CheckedPairs } from './pairs/check-pairs';
import type { TrainingPair } from './pairs/training-pair';
import type { FineTuningRun } from './run';
import { Runners } from './runners';
import { tunedModel } from './tuned-model';
import { startingWeights } from './unseen-elements';

/** What a fine-tuning ends with. */
export interface FineTuningResult {
  /** In words. */
  readonly message: string;
  /** Ready to be installed. */
  readonly model: StoredModel;
  /** As on the model's card. */
  readonly record: FineTuning;
  readonly drawings: FineTuningDrawings;
}

/**
 * Trains a model further on a few crystals. Cross validation chooses which weights are changed, how
 * fast and how long; then all crystals are trained on. Where the error does not fall by more than
 * chance would have it, the weights stay those of the base, and the card says so.
 * @throws {FineTuningRefused} before anything runs, when it could come to nothing; out-of-time
 * @throws {ModelError} bad-name, bad-weights, diverged; the signal's reason when that is aborted
 */
export async function fineTune(
  base: StoredModel,
  pairs: readonly TrainingPair[],
  options: FineTuningOptions,
  run: FineTuningRun = {},
): Promise<FineTuningResult> {
  const { signal } = run;
  signal?.throwIfAborted();
  const decided = decidedOptions(options, pairs.length);
  const threads = Array.from({ length: options.threads ?? 1 }, () => new TrainingThread());
  try {
    const [first] = threads;
    if (!first) throw new Error('There is no thread');
    const checked = await checkPairsBy(
      (request) => first.ask({ kind: 'featurise', ...request }, 'graphs'),
      base,
      pairs,
      options.property,
    );
    const elements = checked.pairs.flatMap(({ structure }) => structure.species);
    const start = startingWeights(base, elements);
    const runners = threads.map((t) => new Runners(t, base.card, start, checked.property));
    return await tune({ base, start, checked, options, decided, runners, run });
  } finally {
    await Promise.all(threads.map((thread) => thread.stop()));
  }
}

interface Tuning {
  readonly base: StoredModel;
  /** All weights as trainings begin with them. */
  readonly start: StoredModel['tensors'];
  readonly checked: CheckedPairs;
  readonly options: FineTuningOptions;
  readonly decided: DecidedOptions;
  /** One a thread. */
  readonly runners: readonly Runners[];
  readonly run: FineTuningRun;
}

async function tune(tuning: Tuning): Promise<FineTuningResult> {
  const { base, start, checked, options, decided, runners, run } = tuning;
  const data = tuningData(checked, decided);
  const digest = digestOf(base, checked, decided);
  const { done, progress } = await allTrials({ data, digest, decided, runners, run });
  const choice = chooseBest(done, data, decided.candidates);
  const [best] = choice.candidates;
  const [first] = runners;
  if (!best || !first) throw new Error('Nothing was tried');
  const runner = await first.of(best.candidate.layers);
  const before = await runner.answersWith(base.tensors, data.samples);
  const judgement = judge(choice, before, checked.pairs, data, decided.seed);
  const tensors = new Map<string, StoredTensor>();
  if (judgement.outcome === 'improved') {
    for (const [name, tensor] of start) tensors.set(name, tensor);
    const { rate } = best.candidate;
    const { signal } = run;
    let epoch = 0;
    const training = fit(runner, runner.start, data.samples, { ...decided, rate, signal });
    while (epoch < best.best) {
      const next = await training.next();
      if (next.done) throw new ModelError('diverged', 'The loss is not finite; take lower rates.');
      epoch += 1;
      progress.step('training', best.curve[0] ?? NaN, best.curve[epoch] ?? null);
      for (const [name, tensor] of runner.tensors(next.value)) tensors.set(name, tensor);
    }
  }
  progress.end(best.curve[0] ?? NaN, best.curve[best.best] ?? null);
  const record = recordOf(tuning, data, choice, judgement);
  const model = tunedModel({ base, checked, options, judgement, record, tensors });
  return {
    message: messageOf(record),
    model,
    record,
    drawings: fineTuningDrawings(options.name, record),
  };
}

function tuningData(checked: CheckedPairs, { seed }: DecidedOptions): TuningData {
  const { property, pairs } = checked;
  return {
    property,
    samples: pairs.map(({ graph, pair }) => ({
      graph,
      targets: Float64Array.of(property.normalised(pair.value)),
    })),
    values: Float64Array.from(pairs, ({ pair }) => pair.value),
    folds: foldsOf(
      pairs.map(({ structure, hash }) => ({ species: structure.species, hash })),
      seed,
    ),
  };
}

function recordOf(
  { base, checked, decided }: Tuning,
  { folds, property }: TuningData,
  { candidates }: Choice,
  { outcome, before, after, change, points }: Judgement,
): FineTuning {
  const { name, version } = base.card;
  const untried = decided.candidates.length - candidates.length;
  return {
    base: { name, version, digest: base.digest },
    property: property.card.name,
    data: { crystals: checked.pairs.length, digest: checked.digest },
    split: { folds: folds.count, heldOut: folds.heldOut, by: folds.by, seed: decided.seed },
    outcome,
    unit: property.errorUnit,
    before: rounded(before),
    after: rounded(after),
    change: rounded(change),
    ...(untried > 0 ? { untried } : {}),
    tried: candidates.map(({ candidate, best, curve }) => ({
      ...candidate,
      epochs: best,
      error: short(curve[best] ?? NaN),
    })),
    curve: (candidates[0]?.curve ?? []).map(short),
    points,
  };
}

const short = (value: number): number => Number(value.toPrecision(4));

const rounded = ({ mean, interval: [low, high] }: FineTuning['before']): FineTuning['before'] => ({
  mean: short(mean),
  interval: [short(low), short(high)],
});

/** Tells fine-tunings apart by all that their trials depend on. */
function digestOf(base: StoredModel, checked: CheckedPairs, decided: DecidedOptions): string {
  const decisive = [base.digest, checked.property.card.name, checked.digest, decided];
  return createHash('sha256').update(JSON.stringify(decisive)).digest('hex');
}

function messageOf(record: FineTuning): string {
  const { outcome, before, after, change, unit, base, untried = 0 } = record;
  const told = ({ mean, interval: [low, high] }: FineTuning['before']): string =>
    `${mean} ${unit} (${low} to ${high})`;
  const errors = `the mean error on crystals held out is ${told(after)} after ${told(before)}`;
  const timeUp =
    untried === 0
      ? ''
      : ` The time was up: ${untried} of ${untried + record.tried.length} ways were not tried.`;
  return outcome === 'improved'
    ? `Tuning helped: ${errors}.${timeUp}`
    : `Tuning did not help for certain: ${errors}, a change of ${told(change)}. ` +
        `The weights are those of ${base.name}; give more crystals, or another base.${timeUp}`;
}
