import type { TrialResult } from './cross-validation';
import type { FineTuningProgress, FineTuningRun } from './run';

/** Counts epochs, and tells how far a fine-tuning is. */
export class Progress {
  private readonly begin = performance.now();
  private readonly first: number;
  private epoch: number;
  private before = NaN;
  private error: number | null = null;

  /**
   * @param digest of the fine-tuning
   * @param done trials of an earlier run and of this one
   * @param epochs of a training
   * @param trainings that there are
   */
  constructor(
    private readonly digest: string,
    private readonly done: readonly TrialResult[],
    private readonly unit: string,
    private readonly epochs: number,
    private readonly trainings: number,
    private readonly onProgress: FineTuningRun['onProgress'],
  ) {
    this.epoch = done.length * epochs;
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
    this.epoch += this.epochs - (answers.length - 1);
    this.tell('cross-validation', this.before, this.error, true);
  }

  private tell(
    stage: FineTuningProgress['stage'],
    before: number,
    error: number | null,
    isNew: boolean,
  ): void {
    const { digest, done, epoch, unit, begin, first } = this;
    const epochs = this.epochs * this.trainings;
    const perEpoch = (performance.now() - begin) / 1000 / Math.max(1, epoch - first);
    this.onProgress?.({
      stage,
      epoch,
      epochs,
      before,
      error,
      unit,
      secondsLeft: perEpoch * Math.max(0, epochs - epoch),
      checkpoint: isNew ? { digest, done: [...done] } : null,
    });
  }
}
