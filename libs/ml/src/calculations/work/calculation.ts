import type { Crystal } from '../../models/property-model';
import type { JobProgress } from '../records/calculation-job';
import type { Trajectory } from '../records/trajectory';

/** A calculation as it is handed to who carries it out. */
export interface CalculationOrder {
  readonly crystal: Crystal;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What an earlier attempt reported last; null at the first. */
  readonly checkpoint: unknown;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /**
   * To be called after each step; cheap, since not every call is written down.
   * @param checkpoint made only when it is written
   */
  report(progress: JobProgress, checkpoint?: () => unknown): void;
}

export interface CalculationOutcome {
  /** As it is answered, names in snake case and units in the schema. */
  readonly result: Readonly<Record<string, unknown>>;
  /** Structures on the way; null when there are none. */
  readonly trajectory: Trajectory | null;
}

/** Why a calculation is impossible for this crystal; told to who asked. */
export class CalculationRefused extends Error {
  override readonly name = 'CalculationRefused';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
