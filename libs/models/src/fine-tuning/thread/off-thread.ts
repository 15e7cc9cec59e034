import { startThread } from '@nano-os/tensor';
import type { Worker } from 'node:worker_threads';
import { ModelError } from '../../errors';
import type { StoredModel } from '../../store/stored-model';
import type { FineTuningResult } from '../fine-tune';
import type { FineTuningOptions } from '../options';
import { FineTuningRefused } from '../pairs/refused';
import type { TrainingPair } from '../pairs/training-pair';
import type { FineTuningRun } from '../run';
import type { FromThread, ToThread } from './messages';

/** Bounds what one fine-tuning can hoard; typed arrays lie outside of it. */
const MAX_HEAP_MB = 2048;

/**
 * As `fineTune`, in a thread of its own, which stands back behind others with all that it starts.
 * @throws what `fineTune` does, and {FineTuningRefused} too-much-memory
 */
export async function fineTuneOffThread(
  base: StoredModel,
  pairs: readonly TrainingPair[],
  options: FineTuningOptions,
  { signal, onProgress, checkpoint, seconds }: FineTuningRun = {},
): Promise<FineTuningResult> {
  signal?.throwIfAborted();
  const thread = startThread(require.resolve('./fine-tuning-worker'), {
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    isBackground: true,
  });
  const post = (message: ToThread): void => {
    thread.postMessage(message);
  };
  const onAbort = (): void => {
    post({ kind: 'abort' });
  };
  signal?.addEventListener('abort', onAbort);
  try {
    post({ kind: 'tune', request: { base, pairs, options, run: { checkpoint, seconds } } });
    return await resultOf(thread, (progress) => {
      // Some may be on its way when the end is asked for.
      if (!signal?.aborted) onProgress?.(progress);
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    await thread.terminate();
  }
}

function resultOf(
  thread: Worker,
  onProgress: NonNullable<FineTuningRun['onProgress']>,
): Promise<FineTuningResult> {
  return new Promise((resolve, reject) => {
    thread.on('message', (reply: FromThread) => {
      switch (reply.kind) {
        case 'progress':
          onProgress(reply.progress);
          break;
        case 'done':
          resolve(reply.result);
          break;
        case 'refused':
          reject(new FineTuningRefused(reply.code, reply.message, reply.labels));
          break;
        case 'model-error':
          reject(new ModelError(reply.code, reply.message));
          break;
        case 'failed':
          reject(new Error(reply.stack));
      }
    });
    thread.on('error', (error: Error & { code?: string }) => {
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      const reason = 'The crystals take too much memory; give fewer or smaller ones.';
      reject(isMemory ? new FineTuningRefused('too-much-memory', reason) : error);
    });
    thread.on('exit', (code) => {
      reject(new Error(`The fine-tuning thread ended with ${code}`));
    });
  });
}
