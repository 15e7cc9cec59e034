import { createPostgresBackend, DEFAULT_SCHEMA, Queue, runMigrations, Worker } from 'bullmq';
import { Pool } from 'pg';
import type { Backend } from './backend';

/**
 * A queue and its worker each hold one connection to be notified on; with two queues two are left for
 * statements.
 */
const POOL_SIZE = 6;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Queues in a schema of their own (`bullmq`) in PostgreSQL. All share one pool, since each queue and
 * each worker would else open its own.
 * @param url asked for at each new connection: an embedded server may come back on another port
 */
export function createPostgresQueues(url: () => string, onError: (error: Error) => void): Backend {
  const pool = new Pool({
    max: POOL_SIZE,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'nano-os-jobs',
    options: `-c search_path=${DEFAULT_SCHEMA}`,
  });
  Object.defineProperty(pool.options, 'connectionString', { get: url, enumerable: true });
  pool.on('error', onError);
  return {
    createQueue: (name) => new Queue(name, { connection: pool }, createPostgresBackend),
    createWorker: (name, processor, options) =>
      new Worker(name, processor, { ...options, connection: pool }, createPostgresBackend),
    prepare: async () => {
      const client = await pool.connect();
      try {
        await runMigrations(client);
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}
