import type { ClaimedJob, JobProgress } from '../records/job';

/** A job as it is handed to who carries it out. */
export interface JobOrder {
  readonly job: ClaimedJob;
  /** Aborted when nobody waits for the answer any more: end soon, in whichever way. */
  readonly signal: AbortSignal;
  /**
   * To be called after each step; cheap, since not every call is written down.
   * @param checkpoint JSON text that another attempt can continue from
   */
  readonly report: (progress: JobProgress, checkpoint?: string) => void;
}

/** JSON texts, since large ones would hold up the event loop of the process that has the job. */
export interface JobOutcome {
  /** As it is answered: an object with names in snake case. */
  readonly result: string;
  /** What is large beside it; null when there is nothing. */
  readonly details: string | null;
}

/** How one kind of job is carried out. */
export interface Work {
  /**
   * Begins at the job's checkpoint where it has one. Whatever takes more than some milliseconds
   * belongs in a thread: the API may be in this very process.
   * @throws {WorkRefused} when the work is impossible, which is told to who asked; what else is
   *   thrown is the fault of the machinery, after which it is tried again
   */
  carryOut(order: JobOrder): Promise<JobOutcome>;
}

/** Why work is impossible; told to who asked. */
export class WorkRefused extends Error {
  override readonly name = 'WorkRefused';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
