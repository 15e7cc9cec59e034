import { Inject, Injectable } from '@nestjs/common';
import {
  ENVIRONMENT,
  notFound,
  ProblemException,
  type Caller,
  type Environment,
} from '@nano-os/common';
import { JobMetrics } from './job-metrics';
import type { JobDraft, JobRecord, JobWithResult } from './records/job';
import {
  JobsRepository,
  type Alongside,
  type JobPage,
  type JobSearch,
} from './records/jobs.repository';
import { WorkQueue } from './work/work-queue';

/** Takes jobs in, tells how they stand, and cancels them, whichever kind they are. */
@Injectable()
export class JobsService {
  constructor(
    @Inject(JobsRepository) private readonly repository: JobsRepository,
    @Inject(WorkQueue) private readonly queue: WorkQueue,
    @Inject(JobMetrics) private readonly metrics: JobMetrics,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /**
   * Whether it makes sense, and whether the owner may ask for it, is found out before.
   * @throws {ProblemException} too-many-requests; not-found when the structure is gone by now
   */
  async submit(draft: JobDraft, alongside?: Alongside): Promise<JobRecord> {
    const { JOBS_PER_USER: most } = this.environment;
    const job = await this.repository.insert(draft, most, alongside);
    if (job === 'no-structure') throw notFound('structure', draft.structureId ?? '');
    if (job === 'no-room') {
      throw new ProblemException(
        'too-many-requests',
        `You have ${most} jobs waiting or running; wait for one to end, or cancel one.`,
        {},
        { headers: { 'retry-after': '60' } },
      );
    }
    this.queue.submit(job);
    return job;
  }

  /** @throws {ProblemException} not-found */
  async get(caller: Caller, id: string): Promise<JobWithResult> {
    const job = await this.repository.findVisible(caller, id);
    if (!job) throw notFound('job', id);
    return job;
  }

  search(caller: Caller, search: JobSearch): Promise<JobPage> {
    return this.repository.search(caller, search);
  }

  /** What is large beside the result of a job, as JSON text; null when there is nothing. */
  details(id: string): Promise<string | null> {
    return this.repository.findDetails(id);
  }

  /**
   * Cancels a job: what waits at once, what runs within its next step. Once more changes nothing.
   * @throws {ProblemException} not-found; conflict for a job that ended in another way
   */
  async cancel(caller: Caller, id: string): Promise<JobWithResult> {
    await this.get(caller, id);
    const cancelled = await this.repository.cancel(id);
    if (cancelled) {
      if (cancelled.state === 'cancelled') {
        this.queue.withdraw(cancelled);
        this.metrics.count('cancelled', { kind: cancelled.kind, seconds: null });
      }
      return { ...cancelled, result: null };
    }
    const job = await this.get(caller, id);
    if (job.state === 'cancelled') return job;
    throw new ProblemException('conflict', `The job ${id} is ${job.state} already.`);
  }
}
