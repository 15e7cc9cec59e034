import type { FineTuningFault, ModelCard, PairFormat, TrainingPair } from '@nano-os/models';
import type { SizeLimits } from './refuse-large';

/** What a model is to be tuned on: as it was sent, or gathered already. */
export type PairInput =
  | {
      readonly kind: 'file';
      readonly bytes: Uint8Array;
      /** Found out when undefined. */
      readonly format: PairFormat | undefined;
    }
  | { readonly kind: 'pairs'; readonly pairs: readonly TrainingPair[] };

/** To the thread. */
export interface PairsRequest {
  readonly input: PairInput;
  readonly property: string;
  readonly limits: SizeLimits;
  /** Of the base. */
  readonly card: ModelCard;
}

/** From the thread. */
export type PairsReply =
  | { readonly kind: 'pairs'; readonly pairs: readonly TrainingPair[] }
  | {
      readonly kind: 'refused';
      readonly code: FineTuningFault;
      readonly message: string;
      readonly labels: readonly string[];
    }
  | { readonly kind: 'failed'; readonly stack: string };
