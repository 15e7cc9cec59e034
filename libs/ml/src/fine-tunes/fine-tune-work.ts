import { Inject, Injectable } from '@nestjs/common';
import { ENVIRONMENT, type Environment } from '@nano-os/common';
import {
  fineTune,
  FineTuningRefused,
  ModelError,
  ModelStore,
  type FineTuningCheckpoint,
  type FineTuningProgress,
  type ModelSource,
} from '@nano-os/models';
import type { JobProgress } from '../jobs/records/job';
import { WorkRefused, type JobOrder, type JobOutcome, type Work } from '../jobs/work/work';
import { optionsOf, parametersOf } from './parameters';
import { FineTunesRepository } from './records/fine-tunes.repository';
import { resultOf } from './result';

/** Tunes models, in threads of their own, and keeps what comes of it. */
@Injectable()
export class FineTuneWork implements Work {
  constructor(
    @Inject(ModelStore) private readonly store: ModelSource,
    @Inject(FineTunesRepository) private readonly repository: FineTunesRepository,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  async carryOut(order: JobOrder): Promise<JobOutcome> {
    try {
      return await this.tune(order);
    } catch (error) {
      const isRefusal = error instanceof FineTuningRefused || error instanceof ModelError;
      throw isRefusal ? new WorkRefused(error.code, error.message) : error;
    }
  }

  private async tune({ job, signal, report }: JobOrder): Promise<JobOutcome> {
    const parameters = parametersOf(job);
    const base = await this.store.open(parameters.base_model);
    const pairs = (await this.repository.findPairs(job.id)) ?? [];
    const checkpoint =
      job.checkpoint === null ? null : (JSON.parse(job.checkpoint) as FineTuningCheckpoint);
    const tuned = await fineTune(base, pairs, optionsOf(parameters), {
      signal,
      checkpoint,
      seconds: 60 * this.environment.FINE_TUNE_MINUTES,
      onProgress: (progress) => {
        const next = progress.checkpoint;
        report(toJobProgress(progress), next ? JSON.stringify(next) : undefined);
      },
    });
    signal.throwIfAborted();
    await this.repository.keepModel(job.id, tuned.model.card, tuned.model.weights);
    return { result: JSON.stringify(resultOf(tuned)), details: null };
  }
}

function toJobProgress(progress: FineTuningProgress): JobProgress {
  const { stage, epoch, epochs, before, error, secondsLeft } = progress;
  const figures = { error_before: before, seconds_left: Math.round(secondsLeft) };
  return {
    stage,
    step: epoch,
    of: epochs,
    figures: error === null ? figures : { ...figures, error },
  };
}
