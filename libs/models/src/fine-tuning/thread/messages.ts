import type { StoredModel } from '../../store/stored-model';
import type { FineTuningResult } from '../fine-tune';
import type { FineTuningOptions } from '../options';
import type { FineTuningFault } from '../pairs/refused';
import type { TrainingPair } from '../pairs/training-pair';
import type { FineTuningProgress, FineTuningRun } from '../run';

/** A fine-tuning as it goes to its thread. */
export interface FineTuningRequest {
  readonly base: StoredModel;
  readonly pairs: readonly TrainingPair[];
  readonly options: FineTuningOptions;
  readonly run: Pick<FineTuningRun, 'checkpoint' | 'seconds'>;
}

export type ToThread =
  { readonly kind: 'tune'; readonly request: FineTuningRequest } | { readonly kind: 'abort' };

/** From the thread: progress, and in the end one of the others. */
export type FromThread =
  | { readonly kind: 'progress'; readonly progress: FineTuningProgress }
  | { readonly kind: 'done'; readonly result: FineTuningResult }
  | {
      readonly kind: 'refused';
      readonly code: FineTuningFault;
      readonly message: string;
      readonly labels: readonly string[];
    }
  | { readonly kind: 'model-error'; readonly code: string; readonly message: string }
  | { readonly kind: 'failed'; readonly stack: string };
