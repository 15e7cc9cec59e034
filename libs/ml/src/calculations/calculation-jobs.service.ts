import { Inject, Injectable } from '@nestjs/common';
import {
  ENVIRONMENT,
  notFound,
  ProblemException,
  type Caller,
  type Environment,
} from '@nano-os/common';
import { StructuresService } from '@nano-os/structures';
import type { CalculationKind, JobRecord } from './records/calculation-job';
import {
  CalculationJobsRepository,
  type JobPage,
  type JobSearch,
} from './records/calculation-jobs.repository';
import type { Trajectory } from './records/trajectory';
import { CalculationQueue } from './work/calculation-queue';
import { Potentials } from './work/potentials';

/** What calculations need to know of what they are asked for, whichever kind they are. */
export interface CalculationParameters {
  /** Name of an installed potential; that of the configuration when absent. */
  readonly potential?: string;
  readonly [name: string]: unknown;
}

/** Takes calculations in, tells how they stand, and cancels them. */
@Injectable()
export class CalculationJobsService {
  constructor(
    @Inject(StructuresService) private readonly structures: StructuresService,
    @Inject(CalculationJobsRepository) private readonly repository: CalculationJobsRepository,
    @Inject(CalculationQueue) private readonly queue: CalculationQueue,
    @Inject(Potentials) private readonly potentials: Potentials,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /**
   * @throws {ProblemException} not-found for the structure; model-unavailable, unknown-model for the
   *   potential; unprocessable for a molecule or too many atoms; too-many-requests
   */
  async submit(
    caller: Caller,
    kind: CalculationKind,
    structureId: string,
    parameters: CalculationParameters,
  ): Promise<JobRecord> {
    const crystal = await this.structures.getVisible(caller, structureId);
    const potential = this.potentials.require(parameters.potential, crystal);
    await this.assertRoom(caller);
    const job = await this.repository.insert({
      kind,
      ownerId: caller.id,
      structureId,
      parameters: { ...parameters, potential },
    });
    if (!job) throw notFound('structure', structureId);
    await this.queue.submit(job.id);
    return job;
  }

  /** @throws {ProblemException} not-found */
  async get(caller: Caller, id: string): Promise<JobRecord> {
    const job = await this.repository.findVisible(caller, id);
    if (!job) throw notFound('job', id);
    return job;
  }

  search(caller: Caller, search: JobSearch): Promise<JobPage> {
    return this.repository.search(caller, search);
  }

  /** @throws {ProblemException} not-found; conflict while there is none */
  async trajectory(caller: Caller, id: string): Promise<Trajectory> {
    const job = await this.get(caller, id);
    const trajectory = await this.repository.findTrajectory(id);
    if (trajectory === null) {
      throw new ProblemException(
        'conflict',
        `The job ${id} is ${job.state} and has no trajectory; relaxations have one when completed.`,
      );
    }
    return trajectory;
  }

  /**
   * Cancels a job: what waits at once, what runs within its next step.
   * @throws {ProblemException} not-found; conflict for a job that is finished
   */
  async cancel(caller: Caller, id: string): Promise<JobRecord> {
    const { state } = await this.get(caller, id);
    const cancelled = await this.repository.cancel(id);
    if (!cancelled) {
      throw new ProblemException('conflict', `The job ${id} is ${state} already.`);
    }
    if (cancelled.state === 'cancelled') await this.queue.withdraw(id);
    return cancelled;
  }

  private async assertRoom({ id }: Caller): Promise<void> {
    const { JOBS_PER_USER } = this.environment;
    if ((await this.repository.countUnfinished(id)) < JOBS_PER_USER) return;
    throw new ProblemException(
      'too-many-requests',
      `You have ${JOBS_PER_USER} calculations waiting or running; wait for some, or cancel them.`,
      {},
      { headers: { 'retry-after': '60' } },
    );
  }
}
