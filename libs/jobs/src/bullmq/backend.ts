import type { JobsOptions, WorkerOptions } from 'bullmq';

/** A job as a worker has it in hand. */
export interface HandedJob {
  readonly id?: string;
  /** When it was finished for good, ms since 1970; absent when it will be tried again. */
  readonly finishedOn?: number;
  moveToWait(token?: string): Promise<number>;
}

/** What the adapter needs of a queue, whichever store it is in. */
export interface StoredQueue {
  add(name: string, data: object, options: JobsOptions): Promise<unknown>;
  /** @returns 1 when it was removed, 0 when a worker has it or it is unknown */
  remove(id: string): Promise<number>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

/** What the adapter needs of a worker. */
export interface StoredWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: HandedJob | undefined, error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

/** Where BullMQ keeps its queues. */
export interface Backend {
  createQueue(name: string): StoredQueue;
  createWorker(
    name: string,
    processor: (job: HandedJob, token?: string) => Promise<void>,
    options: Omit<WorkerOptions, 'connection'>,
  ): StoredWorker;
  /** Makes the store ready, tables included. */
  prepare(): Promise<void>;
  /** Closes the connections, after queues and workers are closed. */
  close(): Promise<void>;
}
