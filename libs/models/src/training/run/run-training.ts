import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeCard } from '../../cards/card-bytes';
import { ModelError } from '../../errors';
import { CARD_FILE, WEIGHTS_FILE } from '../../store/layout';
import type { StoredModel } from '../../store/stored-model';
import type { TrainingConfiguration } from '../configuration';
import { layerInputs } from '../first-weights';
import { initialStatistics, initialWeights } from '../initial-weights';
import type { Learnt } from '../rows/learnt';
import type { Row } from '../rows/row';
import { TrainingThread } from '../threads/training-thread';
import { startOf, Trainer } from '../trainer';
import { transferWeights } from '../transferred-weights';
import { trainingGraph, type Task, type TrainingGraph } from '../training-graph';
import { loadCheckpoint, saveCheckpoint, type Checkpoint } from './checkpoint';
import { bestOf, type EpochRecord } from './curve';
import { answersOf, errorsBySet, scoreOf } from './errors';
import { finishedModel } from './finished-model';
import { networkOfTraining, type NetworkOfTraining } from './network-of-training';
import { digestOfTraining, prepareSamples, rowsOf, type Prepared } from './prepare-samples';

/** What is told while a training runs. */
export type TrainingEvent =
  | {
      readonly kind: 'prepared';
      readonly training: number;
      readonly validation: number;
      readonly refused: number;
      readonly weights: number;
      /** Weights and statistics that it takes from the model it starts with. */
      readonly transferred: number;
      /** Epochs of an earlier run that this one goes on from. */
      readonly resumedFrom: number;
    }
  | {
      readonly kind: 'epoch';
      readonly record: EpochRecord;
      readonly epochs: number;
      readonly isBest: boolean;
      /** Until the end, if every epoch takes as long as those of this run did. */
      readonly secondsLeft: number;
    };

export interface TrainingRun {
  readonly configuration: TrainingConfiguration;
  /** Where the configuration lies, for the card. */
  readonly source: string;
  /** Folder of the files of rows. */
  readonly data: string;
  /** The model that the configuration starts with, if it names one. */
  readonly start?: StoredModel;
  /** Folder for the checkpoint, and for the model in a folder of its name. */
  readonly out: string;
  readonly onEvent: (event: TrainingEvent) => void;
  /** Stops after the epoch under way; the same call goes on later. */
  readonly signal?: AbortSignal;
}

export interface TrainingOutcome {
  readonly model: StoredModel;
  readonly curve: readonly EpochRecord[];
  readonly prepared: Prepared;
  /** Of the model, for the validation's crystals in their order, in what is learnt, by property. */
  readonly answers: readonly (readonly Learnt[])[];
  /** Whether all epochs ran, or patience ended; else it was stopped. */
  readonly isFinished: boolean;
}

export const CHECKPOINT_FILE = 'checkpoint.safetensors';

/**
 * Trains a network, from the beginning or from the checkpoint that it left in `out`: a training
 * that was interrupted gives the same weights as one that was not. After each epoch there is a
 * checkpoint; at the end the best epoch's weights become a model.
 * @throws {ModelError} bad-data, bad-config, bad-checkpoint; other-training when the checkpoint is
 *   of another configuration, of other crystals or of weights in another order; bad-configuration when the model to start with is
 *   not the one that is named, or fits in no weight
 */
export async function runTraining(run: TrainingRun): Promise<TrainingOutcome> {
  const { configuration, data, out } = run;
  const threads = Array.from({ length: configuration.threads }, () => new TrainingThread());
  try {
    const rows = await rowsOf(configuration, data);
    checkStart(run);
    const network = networkOfTraining(configuration, rows, run.start);
    const prepared = await prepareSamples(rows, configuration, network, threads);
    await mkdir(out, { recursive: true });
    return await train(run, threads, network, prepared, rows);
  } finally {
    await Promise.all(threads.map((thread) => thread.stop()));
  }
}

async function train(
  run: TrainingRun,
  threads: readonly TrainingThread[],
  network: NetworkOfTraining,
  prepared: Prepared,
  rows: readonly Row[],
): Promise<TrainingOutcome> {
  const { configuration, out, onEvent, signal } = run;
  const { epochs, patience, properties } = configuration;
  const task = taskOf(configuration, network, prepared);
  const graph = trainingGraph(task);
  const digest = digestOfTraining(configuration, rows, graph);
  const path = join(out, CHECKPOINT_FILE);
  const begun = beginning(run, graph, digest);
  let last = (await loadCheckpoint(path)) ?? begun.checkpoint;
  if (last.digest !== digest) {
    throw new ModelError(
      'other-training',
      `${path} is of another configuration, of other crystals or of a program whose network keeps its ` +
        'weights in another order; choose another folder.',
    );
  }
  const fixed = graph.fixed.fromTensors(network.fixed);
  const trainer = await Trainer.create(
    task,
    {
      adam: configuration.optimiser,
      schedule: configuration.schedule,
      epochs,
      batch: configuration.batch,
      clip: configuration.clip,
    },
    threads,
    fixed,
    graph,
    last.state,
  );
  onEvent({
    kind: 'prepared',
    training: prepared.training.length,
    validation: prepared.validation.length,
    refused: prepared.refused,
    weights: graph.trained.size,
    transferred: begun.transferred,
    resumedFrom: last.curve.length,
  });
  const samples = prepared.training.map(({ sample }) => sample);
  const heldOut = prepared.validation.map(({ sample }) => sample);
  const answer = async (): Promise<Learnt[][]> =>
    (await trainer.answer(heldOut)).map((values, index) => {
      const [scaling, property] = [prepared.scalings[index], properties[index]];
      if (!scaling || !property) throw new Error('No such property');
      return answersOf(values, scaling, property);
    });
  const isOver = ({ curve }: Checkpoint): boolean => {
    const best = bestOf(curve)?.epoch ?? 0;
    return curve.length >= epochs || (patience !== null && curve.length - best >= patience);
  };
  const first = last.curve.length;
  const begin = performance.now();
  while (!isOver(last) && !signal?.aborted) {
    const start = performance.now();
    const loss = await trainer.trainEpoch(samples);
    const errors = errorsBySet(prepared.validation, properties, await answer());
    const record: EpochRecord = {
      epoch: trainer.epochsDone,
      loss,
      errors,
      score: errors.length > 0 ? scoreOf(errors, properties, prepared.scalings) : loss,
      seconds: (performance.now() - start) / 1000,
    };
    const curve = [...last.curve, record];
    const isBest = bestOf(curve) === record;
    const { state } = trainer;
    last = { digest, state, curve, best: isBest ? state : last.best };
    await saveCheckpoint(path, last);
    const perEpoch = (performance.now() - begin) / 1000 / (curve.length - first);
    const secondsLeft = perEpoch * (epochs - curve.length);
    onEvent({ kind: 'epoch', record, epochs, isBest, secondsLeft });
  }
  trainer.restore(last.best);
  const answers = await answer();
  const { source } = run;
  const { best } = last;
  const model = finishedModel({ configuration, source, network, graph, prepared, best, answers });
  const folder = join(out, model.card.name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, WEIGHTS_FILE), model.weights);
  await writeFile(join(folder, CARD_FILE), writeCard(model.card));
  return { model, curve: last.curve, prepared, answers, isFinished: isOver(last) };
}

function taskOf(
  { properties, loss }: TrainingConfiguration,
  { network, config, fixed }: NetworkOfTraining,
  { scalings }: Prepared,
): Task {
  return {
    network,
    config,
    loss,
    fixed: new Set(fixed.keys()),
    targets: properties.map(({ output, weight, least, kind }, index) => {
      const { scale, shift } = scalings[index] ?? { scale: 1, shift: 0 };
      if (kind !== undefined) return { output: kind, weight, unit: scale };
      return least === undefined
        ? { output, weight }
        : { output, weight, floor: (least - shift) / scale };
    }),
  };
}

function beginning(
  { configuration: { seed }, start }: TrainingRun,
  graph: TrainingGraph,
  digest: string,
) {
  const { trained, statistics: ofNorms } = graph;
  const weights = initialWeights(trained, layerInputs(trained), seed);
  const statistics = initialStatistics(ofNorms);
  const transferred = start ? transferWeights(start, [trained, weights], [ofNorms, statistics]) : 0;
  const state = startOf(graph, weights, statistics, seed);
  const checkpoint: Checkpoint = { digest, state, curve: [], best: state };
  return { checkpoint, transferred };
}

function checkStart({ configuration, start }: TrainingRun): void {
  const wanted = configuration.start;
  const found = start?.card.files[WEIGHTS_FILE];
  if (wanted?.weights === found) return;
  throw new ModelError(
    'bad-configuration',
    wanted
      ? `The training starts with ${wanted.model}, weights ${wanted.weights}; found are ${found ?? 'none'}.`
      : 'The configuration names no model to start with.',
  );
}
