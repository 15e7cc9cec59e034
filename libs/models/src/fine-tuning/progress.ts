import type { TrialResult } from './cross-validation';
import type { FineTuningProgress, FineTuningRun } from './run';
import type { TimeLimit } from './time-limit';

/** What is told of. */
interface Told {
  /** Of the fine-tuning. */
  readonly digest: string;
  /** Trials of an earlier run and of this one. */
  readonly done: readonly TrialResult[];
  /** Of errors. */
  readonly unit: string;
  /** Of a training. */
  readonly epochs: number;
  /** That there are. */
  readonly trainings: number;
  readonly limit: TimeLimit;
}

/** Counts epochs, and tells how far a fine-tuning is. */
export class Progress {
  private readonly first: number;
  private epoch: number;
  private before = NaN;
  private error: number | null = null;

  constructor(
    private readonly told: Told,
    private readonly onProgress: FineTuningRun['onProgress'],
  ) {
    this.epoch = told.done.length * told.epochs;
    this.first = this.epoch;
  }

  /** An epoch of a trial, or of the last training, is done. */
  step(stage: FineTuningProgress['stage'], before: number, error: number | null): void {
    this.epoch += 1;
    this.before = before;
    this.error = error;
    this.tell(stage, before, error, false);
  }

  /** A trial is done, which may have left out some epochs. */
  trialDone({ answers }: TrialResult): void {
    this.epoch += this.told.epochs - (answers.length - 1);
    this.tell('cross-validation', this.before, this.error, true);
  }

  /** All is done, whatever was left out. */
  end(before: number, error: number | null): void {
    this.epoch = this.told.epochs * this.told.trainings;
    this.tell('training', before, error, false);
  }

  private tell(
    stage: FineTuningProgress['stage'],
    before: number,
    error: number | null,
    isNew: boolean,
  ): void {
    const { epoch, first } = this;
    const { digest, done, unit, limit, trainings } = this.told;
    const epochs = this.told.epochs * trainings;
    const perEpoch = limit.ofThisRun / Math.max(1, epoch - first);
    this.onProgress?.({
      stage,
      epoch,
      epochs,
      before,
      error,
      unit,
      secondsLeft: Math.min(limit.left, perEpoch * Math.max(0, epochs - epoch)),
      checkpoint: isNew ? { digest, done: [...done], seconds: limit.spent } : null,
    });
  }
}
