/** Kinds of work that outlasts a request. */
export const JOB_KINDS = ['relaxation', 'elastic', 'eos', 'fine-tune'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

export const JOB_STATES = ['waiting', 'running', 'completed', 'failed', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** How far a job is. */
export interface JobProgress {
  /** What is being done, such as `relaxing`. */
  readonly stage: string;
  /** Steps done, and how many there may be at most. */
  readonly step: number;
  readonly of: number;
  /** Figures of the last step by name, units in the name's documentation. */
  readonly figures: Readonly<Record<string, number>>;
}

export interface JobProblem {
  /** Stable and in kebab case. */
  readonly code: string;
  readonly message: string;
}

/** What is asked for. */
export interface JobDraft {
  readonly kind: JobKind;
  readonly ownerId: string;
  /** What it begins from; the job goes when that is deleted. Null for work on no one structure. */
  readonly structureId: string | null;
  /** Every default filled in. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** A job as its row stands, without what may be large. */
export interface JobRecord extends JobDraft {
  readonly id: string;
  readonly state: JobState;
  readonly progress: JobProgress | null;
  readonly problem: JobProblem | null;
  readonly cancelRequested: boolean;
  readonly storedStructureId: string | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

/** A job with what came of it. */
export interface JobWithResult extends JobRecord {
  readonly result: Readonly<Record<string, unknown>> | null;
}

/** A job as a worker takes it. */
export interface ClaimedJob extends JobDraft {
  readonly id: string;
  readonly attempt: number;
  readonly cancelRequested: boolean;
  /** JSON text, as an earlier attempt wrote it; null at the first. */
  readonly checkpoint: string | null;
}
