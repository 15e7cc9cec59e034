import type { PlainCrystal, PotentialAnswer } from '@nano-os/models';
import type { JobProgress } from '../../jobs/records/job';
import type { CalculationKind } from '../kinds';

/** A calculation as it goes to a thread. */
export interface CalculationRequest {
  readonly kind: CalculationKind;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly crystal: PlainCrystal;
  /** JSON text that an earlier attempt reported last; null at the first. */
  readonly checkpoint: string | null;
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** To the thread: what to calculate, then what the potential says of each crystal it asks about. */
export type ToThread =
  | { readonly kind: 'calculate'; readonly request: CalculationRequest }
  | { readonly kind: 'answer'; readonly answer: PotentialAnswer | Refusal };

/** From the thread, until it is idle again with the last three. */
export type FromThread =
  | { readonly kind: 'ask'; readonly crystal: PlainCrystal }
  | { readonly kind: 'progress'; readonly progress: JobProgress; readonly checkpoint?: string }
  | { readonly kind: 'completed'; readonly result: string; readonly details: string | null }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'failed'; readonly stack: string };
