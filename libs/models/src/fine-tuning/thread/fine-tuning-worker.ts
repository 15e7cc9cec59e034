import { parentPort } from 'node:worker_threads';
import { ModelError } from '../../errors';
import { traceOf } from '../../trace-of';
import { fineTune } from '../fine-tune';
import { FineTuningRefused } from '../pairs/refused';
import type { FineTuningRequest, FromThread, ToThread } from './messages';

/*
 * The thread that fine-tunes: comparing thousands of crystals, judging by the bootstrap and what lies
 * between the steps of a training take longer than an event loop may be held up.
 */
const port = parentPort;
if (!port) throw new Error('This is not a thread');

const send = (message: FromThread): void => {
  port.postMessage(message);
};
const abort = new AbortController();

port.on('message', (message: ToThread) => {
  if (message.kind === 'abort') abort.abort();
  else void replyTo(message.request).then(send);
});

async function replyTo({ base, pairs, options, run }: FineTuningRequest): Promise<FromThread> {
  try {
    const result = await fineTune(base, pairs, options, {
      ...run,
      signal: abort.signal,
      onProgress: (progress) => {
        send({ kind: 'progress', progress });
      },
    });
    return { kind: 'done', result };
  } catch (error) {
    if (error instanceof FineTuningRefused) {
      const { code, message, labels } = error;
      return { kind: 'refused', code, message, labels };
    }
    if (error instanceof ModelError) {
      return { kind: 'model-error', code: error.code, message: error.message };
    }
    return { kind: 'failed', stack: traceOf(error) };
  }
}
