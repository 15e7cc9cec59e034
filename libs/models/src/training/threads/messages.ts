import type { Feeds } from '@nano-os/tensor';
import type { Parameter } from '../parameters';
import type { FeaturiseRequest, Graphs } from '../featurise';

/** What a thread is asked. */
export type TrainingRequest =
  | ({ readonly kind: 'featurise' } & FeaturiseRequest)
  | {
      readonly kind: 'prepare';
      readonly key: string;
      readonly onnx: Uint8Array;
      /** Weights in the order in which they lie in `weights` of a step. */
      readonly weights: readonly Parameter[];
      /** Outputs that are gathered into one array each. */
      readonly gathered: Readonly<Record<string, readonly Parameter[]>>;
    }
  | {
      readonly kind: 'run';
      readonly key: string;
      readonly feeds: Feeds;
      /** New values of the weights; those of the last run when absent. */
      readonly weights?: Float32Array;
    };

/** What it answers. */
export type TrainingReply =
  | ({ readonly kind: 'graphs' } & Graphs)
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'values';
      readonly gathered: Readonly<Record<string, Float32Array>>;
      readonly others: Readonly<Record<string, Float32Array>>;
    }
  | { readonly kind: 'failed'; readonly stack: string };
