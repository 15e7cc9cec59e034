import { readFile, rename, writeFile } from 'node:fs/promises';
import { ModelError } from '../../errors';
import { readSafetensors, writeSafetensors, type StoredTensor } from '../../safetensors';
import { unlessMissing } from '../../store/file-errors';
import type { RandomState } from '../random';
import type { TrainerState } from '../trainer';
import type { EpochRecord } from './curve';

/** Where a training stands after an epoch. */
export interface Checkpoint {
  /** Of the configuration and the crystals; another training cannot go on from here. */
  readonly digest: string;
  readonly state: TrainerState;
  readonly curve: readonly EpochRecord[];
  /** Weights and running statistics of the best epoch so far. */
  readonly best: Pick<TrainerState, 'weights' | 'statistics'>;
}

interface Told {
  readonly digest: string;
  readonly curve: readonly EpochRecord[];
  readonly random: RandomState;
  readonly epoch: number;
  readonly adamSteps: number;
}

const KEY = 'training';

/** Replaces the file at once: a reader finds the old one or the new one. */
export async function saveCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  const { state, best, digest, curve } = checkpoint;
  const { random, epoch, adam } = state;
  const told: Told = { digest, curve, random, epoch, adamSteps: adam.steps };
  const tensors = new Map<string, StoredTensor>([
    ['weights', vector(state.weights)],
    ['statistics', vector(state.statistics)],
    ['adam.mean', vector(adam.mean)],
    ['adam.square', vector(adam.square)],
    ['best.weights', vector(best.weights)],
    ['best.statistics', vector(best.statistics)],
  ]);
  const bytes = writeSafetensors(tensors, new Map([[KEY, JSON.stringify(told)]]));
  await writeFile(`${path}.new`, bytes, { flush: true });
  await rename(`${path}.new`, path);
}

/**
 * The checkpoint of a file, or null where there is no file.
 * @throws {ModelError} bad-checkpoint
 */
export async function loadCheckpoint(path: string): Promise<Checkpoint | null> {
  const bytes = await unlessMissing(readFile(path));
  if (!bytes) return null;
  const { tensors, metadata } = readSafetensors(bytes);
  const told = JSON.parse(metadata.get(KEY) ?? 'null') as Told | null;
  if (!told) throw new ModelError('bad-checkpoint', `${path} is no checkpoint of a training.`);
  const values = (name: string): Float32Array => {
    const tensor = tensors.get(name);
    if (tensor?.dtype === 'F32') return tensor.data;
    throw new ModelError('bad-checkpoint', `${path} has no ${name}.`);
  };
  return {
    digest: told.digest,
    curve: told.curve,
    state: {
      weights: values('weights'),
      statistics: values('statistics'),
      adam: {
        steps: told.adamSteps,
        mean: values('adam.mean'),
        square: values('adam.square'),
      },
      random: told.random,
      epoch: told.epoch,
    },
    best: { weights: values('best.weights'), statistics: values('best.statistics') },
  };
}

const vector = (data: Float32Array): StoredTensor => ({
  dtype: 'F32',
  shape: [data.length],
  data: data.slice(),
});
