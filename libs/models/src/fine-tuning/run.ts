import type { TrialResult } from './cross-validation';

/** Where a fine-tuning stands; plain data, small. */
export interface FineTuningCheckpoint {
  /** Of the base, the pairs and the options; another fine-tuning cannot go on from here. */
  readonly digest: string;
  /** Trials that are done, in the order in which they ended. */
  readonly done: readonly TrialResult[];
  /** That were spent so far. */
  readonly seconds: number;
}

/** How far a fine-tuning is. */
export interface FineTuningProgress {
  /** `cross-validation` finds how to tune; `training` then does so on all crystals. */
  readonly stage: 'cross-validation' | 'training';
  /** Epochs that are done, of all trainings together; those left out by early stopping count as done. */
  readonly epoch: number;
  /** Epochs that there may be. */
  readonly epochs: number;
  /** Mean error on the crystals held out of the training that is told of, before it. */
  readonly before: number;
  /** The same after its last epoch; null where none is known. */
  readonly error: number | null;
  readonly unit: string;
  /** Until the end, if every epoch takes as long as those of this run did; no more than there are. */
  readonly secondsLeft: number;
  /** New when a part is done; null where nothing can be gone on from that was not told before. */
  readonly checkpoint: FineTuningCheckpoint | null;
}

/** How a fine-tuning is followed, ended and taken up again. */
export interface FineTuningRun {
  /** Ends the fine-tuning soon: it is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FineTuningProgress) => void;
  /** Of an earlier run with the same base, pairs and options. */
  readonly checkpoint?: FineTuningCheckpoint | null;
  /**
   * Seconds that all runs together may take. When they are up the best way to tune is taken of those
   * that have been tried on every part; some time is left for the training that follows.
   */
  readonly seconds?: number;
}
