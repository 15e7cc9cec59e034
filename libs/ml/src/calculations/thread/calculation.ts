import type { Potential } from '@nano-os/models';
import type { Structure } from '@nano-os/crystal';
import type { JobProgress } from '../../jobs/records/job';
import type { Trajectory } from '../trajectory';

/** A calculation within its thread. */
export interface Calculation {
  readonly potential: Potential;
  readonly crystal: Structure;
  /** What an earlier attempt reported last; null at the first. */
  readonly checkpoint: unknown;
  /** To be called after each step; the checkpoint is made only when it is sent. */
  readonly report: (progress: JobProgress, checkpoint?: () => unknown) => void;
}

export interface CalculationOutcome {
  /** As it is answered, names in snake case and units in the schema. */
  readonly result: Readonly<Record<string, unknown>>;
  /** Structures on the way; null when there are none. */
  readonly trajectory: Trajectory | null;
}
