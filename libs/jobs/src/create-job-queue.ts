import { BullMqJobQueue, type Patience } from './bullmq/bullmq-job-queue';
import { createPostgresQueues } from './bullmq/postgres-backend';
import { createRedisQueues } from './bullmq/redis-backend';
import type { JobQueue } from './job-queue';

export interface JobQueueSettings {
  /** A Redis server; PostgreSQL keeps the jobs when absent. */
  redisUrl?: string;
  /** Where PostgreSQL is, asked for at each new connection. */
  databaseUrl: () => string;
  /** Hears of what the machinery runs into and gets over: lost connections. */
  onError: (error: Error) => void;
  patience?: Patience;
}

/** The queue that the configuration asks for. */
export function createJobQueue(settings: JobQueueSettings): JobQueue {
  const { redisUrl, databaseUrl, onError, patience } = settings;
  const backend =
    redisUrl === undefined
      ? createPostgresQueues(databaseUrl, onError)
      : createRedisQueues(redisUrl, onError);
  return new BullMqJobQueue(backend, onError, patience);
}
