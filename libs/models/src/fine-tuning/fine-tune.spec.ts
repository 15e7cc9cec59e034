import { tinyBase } from '../../test-support/tiny-base';
import { trainingPairs } from '../../test-support/training-pairs';
import { digestOf } from '../cards/digest';
import { networkOf } from '../networks';
import { InferencePool } from '../runtime';
import { verifyModel } from '../store/verify-model';
import type { StoredModel } from '../store/stored-model';
import { fineTune } from './fine-tune';
import type { FineTuningOptions } from './options';
import type { TrainingPair } from './pairs/training-pair';
import type { FineTuningCheckpoint, FineTuningProgress, FineTuningRun } from './run';

const OPTIONS: FineTuningOptions = {
  name: 'tuned',
  property: 'formation_energy',
  candidates: [
    { layers: 'head', rate: 0.01 },
    { layers: 'all', rate: 0.03 },
  ],
  epochs: 5,
  patience: 5,
  weightDecay: 0,
};

/** Values that the untrained base is far from. */
const lowered = (): TrainingPair[] => trainingPairs((_, energy) => energy - 1.5);

const tune = (
  base: StoredModel,
  pairs: readonly TrainingPair[],
  run: FineTuningRun = {},
  changes: Partial<FineTuningOptions> = {},
) => fineTune(base, pairs, { ...OPTIONS, ...changes }, run);

/** What a model serves for the crystals of pairs. */
async function served({ card, weights, digest }: StoredModel, pairs: readonly TrainingPair[]) {
  const pool = new InferencePool();
  try {
    const model = await pool.compile(digest, card, weights);
    const answers = await pool.predict(
      [model],
      pairs.map(({ crystal }) => crystal),
    );
    return answers.map(([answer]) =>
      answer?.ok ? (answer.values[card.properties[0]!.name] as number) : NaN,
    );
  } finally {
    await pool.stop();
  }
}

const meanError = (values: readonly number[], pairs: readonly TrainingPair[]): number =>
  values.reduce((sum, value, i) => sum + Math.abs(value - pairs[i]!.value), 0) / values.length;

describe('fine-tuning', () => {
  it('brings a model nearer to the values, and tells by how much on crystals held out', async () => {
    const base = tinyBase('cgcnn');
    const pairs = lowered();
    const { model, record, drawings, message } = await tune(base, pairs, {}, { epochs: 16 });
    const { card } = model;
    await verifyModel(model, networkOf('cgcnn'));
    expect(record.outcome).toBe('improved');
    expect(message).toContain('Tuning helped');

    const unopened = meanError(await served(base, pairs), pairs);
    expect(record.before.mean / unopened).toBeCloseTo(1, 3);
    expect(record.after.mean).toBeLessThan(0.5 * unopened);
    expect(meanError(await served(model, pairs), pairs)).toBeLessThan(0.5 * unopened);
    // Each of the three has four digits.
    expect(record.change.mean).toBeCloseTo(record.after.mean - record.before.mean, 2);
    expect(record.change.interval[1]).toBeLessThan(0);

    expect(card.fineTuning).toEqual(record);
    expect(card.heldOut.formation_energy!.mae / record.after.mean).toBeCloseTo(1, 2);
    expect(card.heldOut.formation_energy!.n).toBe(40);
    expect(record).toMatchObject({
      base: { name: 'tiny-cgcnn', digest: base.digest },
      data: { crystals: 40 },
      split: { folds: 5, heldOut: 5, by: 'formula', seed: 1 },
    });
    expect(record.curve[record.tried[0]!.epochs]).toBe(record.tried[0]!.error);
    expect(drawings.parity.match(/<circle/g)).toHaveLength(80);
    expect(drawings.curve).toContain('<polyline');
    expect(card.origin).toBe('own');
    expect(digestOf(card)).toBe(model.digest);
  });

  it('keeps the weights of the base, and says so, where it cannot be better', async () => {
    const base = tinyBase('cgcnn');
    const said = await served(base, trainingPairs());
    const pairs = trainingPairs((index) => said[index]!);
    const { model, record, message } = await tune(base, pairs);
    expect(record.outcome).toBe('no-better');
    expect(message).toContain('did not help');
    expect(model.card.files).toEqual(base.card.files);
    expect(await served(model, pairs)).toEqual(said);
    expect(model.card.heldOut.formation_energy!.mae).toBeLessThan(1e-5);
  });

  it('is repeated bit for bit, in any order, with any number of threads, and after a kill', async () => {
    const base = tinyBase('cgcnn');
    const pairs = lowered();
    const checkpoints: FineTuningCheckpoint[] = [];
    const told: FineTuningProgress[] = [];
    const whole = await tune(base, pairs, {
      onProgress: (progress) => {
        told.push(progress);
        if (progress.checkpoint) checkpoints.push(progress.checkpoint);
      },
    });
    expect(checkpoints.map(({ done }) => done.length)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(told.map(({ epoch }) => epoch)).toEqual(
      told.map(({ epoch }) => epoch).toSorted((a, b) => a - b),
    );
    expect(told[0]!.stage).toBe('cross-validation');
    expect(told.at(-1)).toMatchObject({ stage: 'training', epoch: 55, epochs: 11 * 5 });
    expect(told.at(-1)!.secondsLeft).toBe(0);
    expect(told.every(({ secondsLeft }) => secondsLeft >= 0)).toBe(true);

    // Checkpoints are stored as JSON.
    const checkpoint = JSON.parse(JSON.stringify(checkpoints[6])) as FineTuningCheckpoint;
    const trained = new Set<string>();
    const resumed = await tune(base, pairs.toReversed(), {
      checkpoint,
      onProgress: ({ stage, checkpoint: next }) => {
        if (stage === 'cross-validation' && next) trained.add(String(next.done.length));
      },
    });
    expect([...trained]).toEqual(['8', '9', '10']);
    expect(resumed.model.digest).toBe(whole.model.digest);
    expect(resumed.record).toEqual(whole.record);

    const threaded = await tune(base, pairs, {}, { threads: 2 });
    expect(threaded.model.digest).toBe(whole.model.digest);
    const other = await tune(base, pairs, {}, { seed: 2 });
    expect(other.model.digest).not.toBe(whole.model.digest);

    await expect(tune(base, pairs, { checkpoint }, { seed: 2 })).rejects.toMatchObject({
      code: 'other-fine-tuning',
    });
  });

  it('takes the best of what was tried when the time is up, and says so', async () => {
    const base = tinyBase('cgcnn');
    const pairs = lowered();
    const checkpoints: FineTuningCheckpoint[] = [];
    await tune(base, pairs, {
      onProgress: ({ checkpoint }) => {
        if (checkpoint) checkpoints.push(checkpoint);
      },
    });
    // One way was tried on each of the five parts, and two parts by the other.
    const checkpoint = { ...checkpoints[6]!, seconds: 60 };
    const { record, message } = await tune(base, pairs, { checkpoint, seconds: 60 });
    expect(record).toMatchObject({ untried: 1, tried: [{ layers: 'head', rate: 0.01 }] });
    expect(message).toContain('1 of 2 ways were not tried');
    const alone = [OPTIONS.candidates![0]!];
    const known = await tune(base, pairs, {}, { candidates: alone });
    expect(record).toEqual({ ...known.record, untried: 1 });

    const early = { ...checkpoints[3]!, seconds: 60 };
    for (const run of [{ seconds: 0 }, { checkpoint: early, seconds: 60 }]) {
      await expect(tune(base, pairs, run)).rejects.toMatchObject({ code: 'out-of-time' });
    }
  });

  it('ends soon when its signal says so, with the reason of the signal', async () => {
    const stop = new AbortController();
    const reason = new Error('cancelled');
    let epochs = 0;
    const run = tune(tinyBase('cgcnn'), trainingPairs(), {
      signal: stop.signal,
      onProgress: () => {
        epochs += 1;
        if (epochs === 3) stop.abort(reason);
      },
    });
    await expect(run).rejects.toBe(reason);
    expect(epochs).toBe(3);
    await expect(
      tune(tinyBase('cgcnn'), trainingPairs(), { signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
  });

  it('tunes the asked one of several outputs, of a network that shares them', async () => {
    const base = tinyBase('megnet', [
      { name: 'bandgap', output: 'first', unit: 'eV', shift: 0 },
      { name: 'bulk_modulus', output: 'second', unit: 'GPa', transform: 'exp10', shift: 2 },
    ]);
    const pairs = trainingPairs((index) => 20 + 7 * index);
    const { model, record } = await tune(base, pairs, {}, { property: 'bulk_modulus' });
    expect(model.card.properties).toEqual([base.card.properties[1]]);
    expect(record.unit).toBe('log10 GPa');
    expect(record.after.mean).toBeLessThan(record.before.mean);
    await verifyModel(model, networkOf('megnet'));
  });

  it('keeps the base where a rate is so high that no numbers are left', async () => {
    const base = tinyBase('megnet', [
      { name: 'bulk_modulus', output: 'second', unit: 'GPa', transform: 'exp10', shift: 2 },
    ]);
    const pairs = trainingPairs((index) => 20 + 7 * index);
    const candidates = [{ layers: 'all', rate: 0.99 }] as const;
    const changes = { property: 'bulk_modulus', candidates, epochs: 8, patience: 8 };
    const { record, model } = await tune(base, pairs, {}, changes);
    expect(record.outcome).toBe('no-better');
    expect(record.curve.every(Number.isFinite)).toBe(true);
    expect(model.card.files).toEqual(base.card.files);
  });

  it('tunes ALIGNN', async () => {
    const pairs = lowered();
    const candidates = [{ layers: 'ends', rate: 0.03 }] as const;
    const { record, model } = await tune(tinyBase('alignn'), pairs, {}, { candidates });
    expect(record.after.mean).toBeLessThan(record.before.mean);
    await verifyModel(model, networkOf('alignn'));
  });

  it('tunes M3GNet, and takes no gap below 0 for an error where the gap is 0', async () => {
    const base = tinyBase('m3gnet', [{ name: 'bandgap', unit: 'eV', shift: 0 }]);
    const pairs = trainingPairs((index) => (index % 3 === 0 ? 0 : 1 + 0.05 * index));
    const candidates = [{ layers: 'all', rate: 0.02 }] as const;
    const { record } = await tune(base, pairs, {}, { property: 'bandgap', candidates, epochs: 12 });
    expect(record.after.mean).toBeLessThan(record.before.mean);
    expect(record.points.every(([, before, after]) => before >= 0 && after >= 0)).toBe(true);
  });

  it.each([
    { epochs: 0 },
    { batch: 0.5 },
    { threads: 0 },
    { candidates: [] },
    { candidates: [{ layers: 'all', rate: 2 } as const] },
    { weightDecay: -1 },
    { seed: -1 },
  ])('refuses options that make no sense: %j', async (changes) => {
    await expect(tune(tinyBase('cgcnn'), trainingPairs(), {}, changes)).rejects.toMatchObject({
      code: 'bad-options',
    });
  });

  it('refuses a name that is none', async () => {
    const run = tune(tinyBase('cgcnn'), trainingPairs(), {}, { name: '../up' });
    await expect(run).rejects.toMatchObject({ code: 'bad-name' });
  });
});
