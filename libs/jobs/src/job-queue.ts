/** How a piece of work is carried out: resolves when it is done for good, rejects to be tried again. */
export type JobHandler = (id: string, signal: AbortSignal) => Promise<void>;

/** What a worker is told beside its handler. */
export interface WorkOptions {
  /** Jobs at once in this process. */
  concurrency: number;
  /**
   * Hears of a job that is not handed out any more, because it failed or its worker vanished too
   * often.
   */
  onAbandoned: (id: string, error: Error) => void;
}

/** A worker at work; `close` lets no further job in and ends when those in hand have ended. */
export interface Working {
  close(): Promise<void>;
}

/**
 * Thrown by a handler whose signal was aborted and which left its job unfinished: the job goes back
 * to the head of the queue and is handed out again, here or in another process.
 */
export class JobReturned extends Error {
  override readonly name = 'JobReturned';
}

/**
 * Hands the ids of jobs to workers, each id to one worker at a time, and again when that one
 * vanishes. It carries no more than ids: what is to be done, how far it is and what came of it
 * stands with who adds the job. A handler may therefore see an id twice and must take up what it
 * finds.
 */
export abstract class JobQueue {
  /** Adds a job; one that waits or is worked on under this id already stays as it is. */
  abstract add(queue: string, id: string): Promise<void>;

  /**
   * Takes a job out, unless a worker has it.
   * @returns whether no worker has it now or will get it
   */
  abstract remove(queue: string, id: string): Promise<boolean>;

  /**
   * Begins to work on a queue in this process. The handler's signal is aborted when the worker
   * closes: it may finish soon, or throw {@link JobReturned}.
   */
  abstract work(queue: string, handler: JobHandler, options: WorkOptions): Promise<Working>;

  /** Closes workers and connections. */
  abstract close(): Promise<void>;
}
