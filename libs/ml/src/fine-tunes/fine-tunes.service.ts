import { Inject, Injectable } from '@nestjs/common';
import {
  ENVIRONMENT,
  notFound,
  ProblemException,
  type Caller,
  type Environment,
} from '@nano-os/common';
import { isUniqueViolation, type SqlSession } from '@nano-os/database';
import {
  checkPairs,
  FineTuningRefused,
  ModelError,
  ModelStore,
  type ModelSource,
} from '@nano-os/models';
import { JobsService } from '../jobs/jobs.service';
import type { JobRecord, JobWithResult } from '../jobs/records/job';
import { JobsRepository, type JobPage } from '../jobs/records/jobs.repository';
import { ModelRegistry } from '../models/model-registry';
import type { FineTuneParameters } from './parameters';
import { FineTunesRepository } from './records/fine-tunes.repository';
import { TrainingPairsService, type PairSource } from './training-pairs.service';

const KIND = 'fine-tune';

/** Takes fine-tunings in as jobs, and finds out at once what would fail later. */
@Injectable()
export class FineTunesService {
  constructor(
    @Inject(ModelStore) private readonly store: ModelSource,
    @Inject(ModelRegistry) private readonly registry: ModelRegistry,
    @Inject(TrainingPairsService) private readonly pairs: TrainingPairsService,
    @Inject(FineTunesRepository) private readonly repository: FineTunesRepository,
    @Inject(JobsService) private readonly jobs: JobsService,
    @Inject(JobsRepository) private readonly jobRows: JobsRepository,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /**
   * @throws {ProblemException} unknown-model for the base; conflict for a name that is taken;
   *   unprocessable for crystals, values and a property that nothing can be learnt of;
   *   too-many-requests
   */
  async submit(
    caller: Caller,
    parameters: FineTuneParameters,
    source: PairSource,
  ): Promise<JobRecord> {
    const { name, property, visibility, base_model } = parameters;
    const { FINE_TUNE_PAIRS: mostPairs } = this.environment;
    await this.refuseTaken(name);
    await this.refuseMany(caller);
    try {
      const base = await this.store.open(base_model);
      const pairs = await this.pairs.gather(caller, property, source);
      await checkPairs(base, pairs, property, mostPairs);
      return await this.jobs.submit(
        { kind: KIND, ownerId: caller.id, structureId: null, parameters: { ...parameters } },
        async (session, id) => {
          // Once more, where one comes after the other.
          await this.refuseMany(caller, session);
          await this.repository.insert(session, id, { name, visibility, pairs });
        },
      );
    } catch (error) {
      if (isUniqueViolation(error)) throw taken(name);
      throw toProblem(error);
    }
  }

  list(caller: Caller, limit: number, offset: number): Promise<JobPage> {
    return this.jobs.search(caller, { kind: KIND, limit, offset });
  }

  /** @throws {ProblemException} not-found */
  async get(caller: Caller, id: string): Promise<JobWithResult> {
    const job = await this.jobs.get(caller, id);
    if (job.kind !== KIND) throw notFound('fine-tune', id);
    return job;
  }

  /**
   * Cancels one that waits or runs; of one that ended, deletes the model and the job.
   * @returns the job as it stands then, or as it stood
   * @throws {ProblemException} not-found
   */
  async remove(caller: Caller, id: string): Promise<JobWithResult> {
    const job = await this.get(caller, id);
    if (job.state === 'waiting' || job.state === 'running') return this.jobs.cancel(caller, id);
    await this.jobRows.delete(id);
    return job;
  }

  private async refuseTaken(name: string): Promise<void> {
    const key = name.toLowerCase();
    const installed = await this.store.names();
    const isInstalled = installed.some((each) => each.toLowerCase() === key);
    if (isInstalled || this.registry.has(name)) throw taken(name);
  }

  private async refuseMany({ id }: Caller, session?: SqlSession): Promise<void> {
    const { FINE_TUNES_PER_USER: most } = this.environment;
    if ((await this.repository.countOf(id, session)) < most) return;
    throw new ProblemException(
      'too-many-requests',
      `You have ${most} fine-tunes, which is the most; delete one first.`,
      {},
      { headers: { 'retry-after': '60' } },
    );
  }
}

const taken = (name: string): ProblemException =>
  new ProblemException('conflict', `The name ${name} is taken; choose another.`);

function toProblem(error: unknown): unknown {
  if (error instanceof FineTuningRefused) {
    const { code, labels, message } = error;
    return new ProblemException('unprocessable', message, { code, at: labels.slice(0, 100) });
  }
  if (error instanceof ModelError && error.code === 'unknown-model') {
    return new ProblemException('unknown-model', 'There is no such base model installed.');
  }
  return error;
}
