import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ENVIRONMENT, type Environment } from '@nano-os/common';
import { JobQueue, type Working } from '@nano-os/jobs';
import type { JobKind, JobRecord } from '../records/job';
import { JobLedger } from '../records/job-ledger';
import { JobWorker } from './job-worker';

/** Trainings take hours: calculations do not wait for them. */
const QUEUES = ['jobs', 'fine-tunes'] as const;
type Queue = (typeof QUEUES)[number];

const queueOf = (kind: JobKind): Queue => (kind === 'fine-tune' ? 'fine-tunes' : 'jobs');

type Queued = Pick<JobRecord, 'id' | 'kind'>;

/** How often it is checked that unfinished jobs are in the queue. */
const RECONCILE_EVERY_MS = 30_000;
/** Of these, oldest first; those behind them come to be the oldest in time. */
const MOST_RECONCILED = 200;

/**
 * Brings jobs to workers. The table is what is true: a job is written there first, and whatever is
 * unfinished there and not in the queue (the process died in between, the Redis server lost its
 * memory) is put into the queue again.
 */
@Injectable()
export class WorkQueue implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(WorkQueue.name);
  private timer?: NodeJS.Timeout;
  private working: Working[] = [];

  constructor(
    @Inject(JobQueue) private readonly queue: JobQueue,
    @Inject(JobLedger) private readonly ledger: JobLedger,
    @Inject(JobWorker) private readonly worker: JobWorker,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { JOB_CONCURRENCY: most } = this.environment;
    if (most > 0) {
      this.working = await Promise.all(
        QUEUES.map((queue) => this.workOn(queue, queue === 'jobs' ? most : 1)),
      );
    }
    await this.reconcile();
    this.timer = setInterval(() => void this.reconcile(), RECONCILE_EVERY_MS).unref();
  }

  /** Before connections are closed: what runs is written down and goes back to the queue. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.working.map((each) => each.close()));
  }

  /**
   * Puts a job that is written down into the queue. Nobody waits for that: a queue that cannot be
   * reached holds nobody up, and the job gets there in the end.
   */
  submit({ id, kind }: Queued): void {
    this.queue.add(queueOf(kind), id).catch((error: unknown) => {
      this.logger.warn(`Job ${id} reaches the queue later: ${String(error)}`);
    });
  }

  /** Takes a job that is cancelled out of the queue; a worker that gets it all the same drops it. */
  withdraw({ id, kind }: Queued): void {
    this.queue.remove(queueOf(kind), id).catch((error: unknown) => {
      this.logger.warn(`Job ${id} stays in the queue: ${String(error)}`);
    });
  }

  private workOn(queue: Queue, concurrency: number): Promise<Working> {
    return this.queue.work(queue, (id, signal) => this.worker.work(id, signal), {
      concurrency,
      onAbandoned: (id, error) => {
        this.worker.abandon(id, error).catch((fault: unknown) => {
          this.logger.error(`Job ${id} could not be ended: ${String(fault)}`);
        });
      },
    });
  }

  private async reconcile(): Promise<void> {
    try {
      for (const { id, kind } of await this.ledger.findUnfinished(MOST_RECONCILED)) {
        await this.queue.add(queueOf(kind), id);
      }
    } catch (error) {
      this.logger.warn(`Unfinished jobs could not be looked for: ${String(error)}`);
    }
  }
}
