import { tinyBase } from '../../../test-support/tiny-base';
import { trainingPairs } from '../../../test-support/training-pairs';
import { fineTune } from '../fine-tune';
import type { FineTuningOptions } from '../options';
import type { FineTuningCheckpoint, FineTuningProgress, FineTuningRun } from '../run';
import { fineTuneOffThread } from './off-thread';

const base = tinyBase('cgcnn');
const pairs = trainingPairs((_, energy) => energy - 1.5);
const OPTIONS: FineTuningOptions = {
  name: 'tuned',
  property: 'formation_energy',
  candidates: [{ layers: 'head', rate: 0.01 }],
  epochs: 3,
};

const tune = (run: FineTuningRun = {}, changes: Partial<FineTuningOptions> = {}) =>
  fineTuneOffThread(base, pairs, { ...OPTIONS, ...changes }, run);

describe('fine-tuning off the thread that asks', () => {
  it('has the result of one on it, and goes on from its checkpoints', async () => {
    const here = await fineTune(base, pairs, OPTIONS);
    const told: FineTuningProgress[] = [];
    const there = await tune({ onProgress: (progress) => told.push(progress) });
    expect(there).toEqual(here);
    expect(told.at(-1)).toMatchObject({ stage: 'training', epochs: 6 * 3 });

    const done = told.flatMap(({ checkpoint }) => checkpoint ?? []);
    expect(done.map((each) => each.done.length)).toEqual([1, 2, 3, 4, 5]);
    const again: FineTuningCheckpoint[] = [];
    const resumed = await tune({
      checkpoint: done[2],
      onProgress: ({ checkpoint }) => {
        if (checkpoint) again.push(checkpoint);
      },
    });
    expect(again.map((each) => each.done.length)).toEqual([4, 5]);
    expect(resumed.model.digest).toBe(here.model.digest);
  });

  it('is told to end, says nothing more and has the reason of the signal', async () => {
    const stop = new AbortController();
    const reason = new Error('cancelled');
    let epochs = 0;
    const run = tune({
      signal: stop.signal,
      onProgress: () => {
        epochs += 1;
        if (epochs === 3) stop.abort(reason);
      },
    });
    await expect(run).rejects.toBe(reason);
    expect(epochs).toBe(3);
    await expect(tune({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('is refused as on it, and has a time', async () => {
    await expect(tune({ seconds: 0 })).rejects.toMatchObject({
      name: 'FineTuningRefused',
      code: 'out-of-time',
    });
    await expect(tune({}, { name: '../up' })).rejects.toMatchObject({
      name: 'ModelError',
      code: 'bad-name',
    });
    const few = fineTuneOffThread(base, pairs.slice(1, 9), OPTIONS);
    await expect(few).rejects.toMatchObject({ code: 'too-few-pairs' });
    const wrong = pairs.map((pair, index) => (index === 4 ? { ...pair, value: NaN } : pair));
    await expect(fineTuneOffThread(base, wrong, OPTIONS)).rejects.toMatchObject({
      code: 'not-finite',
      labels: [pairs[4]!.label],
    });
  });
});
