import { hasWay } from './choice';
import {
  runTrial,
  trialsOf,
  type Trial,
  type TrialResult,
  type TuningData,
} from './cross-validation';
import type { DecidedOptions } from './options';
import { FineTuningRefused } from './pairs/refused';
import { Progress } from './progress';
import type { FineTuningRun } from './run';
import type { Runners } from './runners';
import { TimeLimit, TimeUp } from './time-limit';

export interface Trials {
  readonly data: TuningData;
  /** Of the fine-tuning. */
  readonly digest: string;
  readonly decided: DecidedOptions;
  /** One a thread. */
  readonly runners: readonly Runners[];
  readonly run: FineTuningRun;
}

/**
 * Makes all trials that an earlier run has not made, as far as the time goes; threads take the next
 * one each.
 * @throws {FineTuningRefused} other-fine-tuning, out-of-time
 */
export async function allTrials({
  data,
  digest,
  decided,
  runners,
  run,
}: Trials): Promise<{ done: readonly TrialResult[]; progress: Progress }> {
  const { checkpoint, onProgress, signal } = run;
  if (checkpoint && checkpoint.digest !== digest) {
    throw new FineTuningRefused(
      'other-fine-tuning',
      'The checkpoint is of another base, other crystals or other options; start without it.',
    );
  }
  const done: TrialResult[] = [...(checkpoint?.done ?? [])];
  const trials = trialsOf(decided.candidates, data.folds);
  const limit = new TimeLimit(checkpoint?.seconds ?? 0, run.seconds);
  const progress = new Progress(
    {
      digest,
      done,
      unit: data.property.errorUnit,
      epochs: decided.epochs,
      trainings: trials.length + 1,
      limit,
    },
    onProgress,
  );
  const isDone = ({ candidate, fold }: Trial): boolean =>
    done.some((result) => result.candidate === candidate && result.fold === fold);
  const waiting = trials.filter((trial) => !isDone(trial));
  let longest = 0;
  const attempt = async (trial: Trial, runnersOfThread: Runners): Promise<void> => {
    // The last training is a little longer than any of these.
    const reserve = hasWay(done, data) ? longest * (1 + 1 / data.folds.count) : 0;
    limit.check(reserve);
    const begin = limit.spent;
    const result = await runTrial(trial, data, decided, runnersOfThread, {
      signal,
      onEpoch: (before, error) => {
        progress.step('cross-validation', before, error);
        limit.check(reserve);
      },
    });
    longest = Math.max(longest, limit.spent - begin);
    done.push(result);
    progress.trialDone(result);
  };
  const work = async (runnersOfThread: Runners): Promise<void> => {
    for (let trial = waiting.shift(); trial; trial = waiting.shift()) {
      await attempt(trial, runnersOfThread).catch((error: unknown) => {
        // The other threads take no more either.
        waiting.length = 0;
        throw error;
      });
    }
  };
  const ends = await Promise.allSettled(runners.map(work));
  for (const end of ends) {
    if (end.status === 'rejected' && !(end.reason instanceof TimeUp)) throw end.reason;
  }
  if (!hasWay(done, data)) {
    throw new FineTuningRefused(
      'out-of-time',
      'The time was up before one way to tune had been tried on every part of the crystals; give ' +
        'fewer or smaller crystals, or fewer epochs.',
    );
  }
  return { done, progress };
}
