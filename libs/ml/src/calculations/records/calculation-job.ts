/** What can be calculated with a potential. */
export type CalculationKind = 'relaxation' | 'elastic' | 'eos';

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

/** A job as its row stands, without what is large. */
export interface JobRecord {
  readonly id: string;
  readonly kind: CalculationKind;
  readonly state: JobState;
  readonly ownerId: string;
  readonly structureId: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly progress: JobProgress | null;
  readonly result: Readonly<Record<string, unknown>> | null;
  readonly problem: JobProblem | null;
  readonly attempt: number;
  readonly cancelRequested: boolean;
  readonly storedStructureId: string | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

/** What is asked for. */
export interface JobDraft {
  readonly kind: CalculationKind;
  readonly ownerId: string;
  readonly structureId: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** A job as a worker takes it. */
export interface ClaimedJob extends JobDraft {
  readonly id: string;
  readonly attempt: number;
  readonly cancelRequested: boolean;
  readonly checkpoint: unknown;
}
