import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Backend } from './backend';

/** Keys of the queues begin with this, beside whatever else is kept there. */
const PREFIX = 'nano-os';

/** Queues in a Redis server. */
export function createRedisQueues(url: string, onError: (error: Error) => void): Backend {
  // BullMQ waits for answers as long as it takes and wants no limit on retries.
  const connection = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  connection.on('error', onError);
  return {
    createQueue: (name) => new Queue(name, { connection, prefix: PREFIX }),
    createWorker: (name, processor, options) =>
      new Worker(name, processor, { ...options, connection, prefix: PREFIX }),
    prepare: async () => {
      await connection.connect();
    },
    close: async () => {
      await connection.quit();
    },
  };
}
