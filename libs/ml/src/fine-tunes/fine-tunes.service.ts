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
  CARD_FILE,
  decidedOptions,
  FineTuningRefused,
  ModelError,
  ModelStore,
  PUBLISHED,
  WEIGHTS_FILE,
  writeCard,
  type ModelSource,
} from '@nano-os/models';
import { JobsService } from '../jobs/jobs.service';
import type { JobRecord, JobWithResult } from '../jobs/records/job';
import { JobsRepository, type JobPage } from '../jobs/records/jobs.repository';
import { ModelRegistry } from '../models/model-registry';
import { optionsOf, type FineTuneParameters } from './parameters';
import { FineTunesRepository } from './records/fine-tunes.repository';
import { TrainingPairsService, type PairSource } from './pairs/training-pairs.service';
import { TunedModels } from './tuned-models';

const KIND = 'fine-tune';

/** The files of a model on disk. */
export const MODEL_FILES = [CARD_FILE, WEIGHTS_FILE] as const;
export type ModelFile = (typeof MODEL_FILES)[number];

/** Takes fine-tunings in as jobs, and finds out at once what would fail later. */
@Injectable()
export class FineTunesService {
  constructor(
    @Inject(ModelStore) private readonly store: ModelSource,
    @Inject(ModelRegistry) private readonly registry: ModelRegistry,
    @Inject(TrainingPairsService) private readonly pairs: TrainingPairsService,
    @Inject(FineTunesRepository) private readonly repository: FineTunesRepository,
    @Inject(TunedModels) private readonly models: TunedModels,
    @Inject(JobsService) private readonly jobs: JobsService,
    @Inject(JobsRepository) private readonly jobRows: JobsRepository,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /**
   * @throws {ProblemException} unknown-model, model-unavailable for the base; conflict for a name that is taken;
   *   unprocessable for crystals, values and a property that nothing can be learnt of;
   *   too-many-requests
   */
  async submit(
    caller: Caller,
    parameters: FineTuneParameters,
    source: PairSource,
  ): Promise<JobRecord> {
    const { name, property, visibility, base_model } = parameters;
    await this.refuseTaken(name);
    await this.refuseMany(caller);
    try {
      const { card } = await this.store.open(base_model);
      const pairs = await this.pairs.gather(caller, card, property, source);
      decidedOptions(optionsOf(parameters), pairs.length);
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
      throw await this.toProblem(error);
    }
  }

  /** The caller's own and public models; all of them for an administrator. */
  list(caller: Caller, limit: number, offset: number): Promise<JobPage> {
    return this.repository.searchJobs(caller, limit, offset);
  }

  /** @throws {ProblemException} not-found */
  async get(caller: Caller, id: string): Promise<JobWithResult> {
    const job = await this.repository.findJob(caller, id);
    if (!job) throw notFound('fine-tune', id);
    return job;
  }

  /**
   * The files of a tuned model, as they lie in a folder of installed models.
   * @throws {ProblemException} not-found; conflict while there is no model
   */
  async file(caller: Caller, id: string, name: ModelFile): Promise<Uint8Array> {
    const { state } = await this.get(caller, id);
    const found =
      name === CARD_FILE
        ? await this.repository.findCard(id).then((card) => card && writeCard(card))
        : await this.repository.findWeights(id);
    if (state === 'completed' && found) return found;
    throw new ProblemException('conflict', `The fine-tune ${id} is ${state}: it has no model.`);
  }

  /**
   * Cancels one that waits or runs; of one that ended, deletes the model and the job.
   * @returns the job as it stands then, or as it stood
   * @throws {ProblemException} not-found; forbidden for a public one of someone else
   */
  async remove(caller: Caller, id: string): Promise<JobWithResult> {
    const job = await this.get(caller, id);
    if (caller.role !== 'admin' && job.ownerId !== caller.id) {
      throw new ProblemException('forbidden', 'Only its owner and administrators may delete it.');
    }
    if (job.state === 'waiting' || job.state === 'running') return this.jobs.cancel(caller, id);
    await this.jobRows.delete(id);
    this.models.forget(id);
    return job;
  }

  private async toProblem(error: unknown): Promise<unknown> {
    if (error instanceof FineTuningRefused) {
      const { code, labels, message } = error;
      return new ProblemException('unprocessable', message, { code, at: labels.slice(0, 100) });
    }
    if (error instanceof ModelError && error.code === 'unknown-model') {
      const names = (await this.store.names()).join(', ');
      const detail = `There is no such base model installed; there are ${names || 'none'}.`;
      return new ProblemException('unknown-model', detail);
    }
    // It is damaged on disk.
    if (error instanceof ModelError)
      return new ProblemException('model-unavailable', error.message);
    return error;
  }

  private async refuseTaken(name: string): Promise<void> {
    const key = name.toLowerCase();
    const installed = await this.store.names();
    // A published one may be installed any time.
    const names = [...installed, ...PUBLISHED.map((recipe) => recipe.name)];
    const isModel = names.some((each) => each.toLowerCase() === key);
    if (isModel || this.registry.has(name)) throw taken(name);
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
