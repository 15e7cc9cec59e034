import type { ModelCard } from '../cards/card';
import type { ModelAnswer } from './answer';
import type { PackedCrystals } from './crystals';

/** A model that has been checked and encoded: what a thread makes its session of. */
export interface CompiledModel {
  /** Digest of what it answers: equal keys answer equally. */
  readonly key: string;
  readonly card: ModelCard;
  /** The network with its weights, over shared memory so that threads need no copy. */
  readonly onnx: Uint8Array;
}

/** What a thread is started with. */
export interface ThreadData {
  /** A shared cell in which it tells which crystal it is looking at; {@link NO_CRYSTAL} for none. */
  readonly progress: Int32Array<SharedArrayBuffer>;
}

export const NO_CRYSTAL = -1;

export interface CompileRequest {
  readonly kind: 'compile';
  readonly key: string;
  readonly card: ModelCard;
  /** A safetensors file. */
  readonly weights: Uint8Array;
}

export interface PredictRequest {
  readonly kind: 'predict';
  /** In the order of the answers; those that the thread has not seen yet come as they are. */
  readonly models: readonly (CompiledModel | string)[];
  readonly crystals: PackedCrystals;
}

/** These models will not be asked for again. */
export interface DropRequest {
  readonly kind: 'drop';
  readonly keys: readonly string[];
}

/** What has an answer. */
export type ThreadRequest = CompileRequest | PredictRequest;

export type ThreadMessage = DropRequest | ThreadRequest;

/** One run of a network over a graph of many crystals. */
export interface Run {
  /** Its name; `tuned` for all that were tuned. */
  readonly model: string;
  readonly crystals: number;
  readonly seconds: number;
}

export type ThreadReply =
  | { readonly kind: 'compiled'; readonly onnx: Uint8Array }
  | {
      readonly kind: 'answers';
      /** By crystal, then by model. */
      readonly answers: readonly (readonly ModelAnswer[])[];
      readonly runs: readonly Run[];
      /** What our own code did wrong, for the log. */
      readonly faults: readonly string[];
    }
  /** A `ModelError` without its class, which no message keeps. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'failed'; readonly stack: string };
