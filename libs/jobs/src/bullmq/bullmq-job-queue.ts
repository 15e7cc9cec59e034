import { WaitingError } from 'bullmq';
import {
  JobQueue,
  JobReturned,
  type JobHandler,
  type Working,
  type WorkOptions,
} from '../job-queue';
import { MOST_ATTEMPTS, MOST_VANISHED_WORKERS } from '../limits';
import type { Backend, HandedJob, StoredQueue } from './backend';

/** How soon a job is handed out again. */
export interface Patience {
  /** A worker that has not been heard of for so long has vanished, ms. */
  lockMs: number;
  /** How often it is looked for such workers, ms. */
  checkMs: number;
  /** Pause before a job that failed is tried again, ms; it doubles each time. */
  retryMs: number;
}

const PATIENCE: Patience = { lockMs: 10_000, checkMs: 2_500, retryMs: 500 };

/** Jobs of BullMQ, in PostgreSQL or Redis. */
export class BullMqJobQueue extends JobQueue {
  private readonly queues = new Map<string, StoredQueue>();
  private readonly working = new Set<Working>();
  private prepared?: Promise<void>;

  constructor(
    private readonly backend: Backend,
    private readonly onError: (error: Error) => void,
    private readonly patience: Patience = PATIENCE,
  ) {
    super();
  }

  async add(queue: string, id: string): Promise<void> {
    const store = await this.queueOf(queue);
    await store.add(
      queue,
      {},
      {
        jobId: id,
        attempts: MOST_ATTEMPTS,
        backoff: { type: 'exponential', delay: this.patience.retryMs },
        // What became of a job stands elsewhere; its id may come again.
        removeOnComplete: true,
        removeOnFail: true,
      },
    );
  }

  async remove(queue: string, id: string): Promise<boolean> {
    return (await (await this.queueOf(queue)).remove(id)) > 0;
  }

  async work(queue: string, handler: JobHandler, options: WorkOptions): Promise<Working> {
    await this.ready();
    const closing = new AbortController();
    const worker = this.backend.createWorker(
      queue,
      (job, token) => process(job, token, handler, closing.signal),
      {
        concurrency: options.concurrency,
        lockDuration: this.patience.lockMs,
        stalledInterval: this.patience.checkMs,
        maxStalledCount: MOST_VANISHED_WORKERS,
      },
    );
    worker.on('error', this.onError);
    worker.on('failed', (job, error) => {
      const id = job?.id;
      // A job that failed with tries left is only delayed.
      if (id !== undefined && job?.finishedOn !== undefined) options.onAbandoned(id, error);
    });
    await worker.waitUntilReady();
    const working = {
      close: async () => {
        this.working.delete(working);
        closing.abort();
        await worker.close();
      },
    };
    this.working.add(working);
    return working;
  }

  async close(): Promise<void> {
    await Promise.all([...this.working].map((working) => working.close()));
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    this.queues.clear();
    await this.backend.close();
  }

  private async queueOf(name: string): Promise<StoredQueue> {
    await this.ready();
    let queue = this.queues.get(name);
    if (!queue) {
      queue = this.backend.createQueue(name);
      queue.on('error', this.onError);
      this.queues.set(name, queue);
    }
    return queue;
  }

  private ready(): Promise<void> {
    this.prepared ??= this.backend.prepare().catch((error: unknown) => {
      // The next call tries again.
      this.prepared = undefined;
      throw error;
    });
    return this.prepared;
  }
}

async function process(
  job: HandedJob,
  token: string | undefined,
  handler: JobHandler,
  signal: AbortSignal,
): Promise<void> {
  if (job.id === undefined) throw new Error('A job without an id');
  try {
    await handler(job.id, signal);
  } catch (error) {
    if (!(error instanceof JobReturned)) throw error;
    await job.moveToWait(token);
    throw new WaitingError();
  }
}
