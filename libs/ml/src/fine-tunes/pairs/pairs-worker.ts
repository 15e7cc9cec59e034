import { checkPairs, FineTuningRefused, readPairs, traceOf } from '@nano-os/models';
import { parentPort } from 'node:worker_threads';
import type { PairsReply, PairsRequest } from './messages';
import { refuseLarge } from './refuse-large';

/** Reads and checks pairs: of thousands of crystals that takes seconds. */
async function reply({ input, property, limits, card }: PairsRequest): Promise<PairsReply> {
  try {
    const pairs =
      input.kind === 'pairs' ? input.pairs : readPairs(input.bytes, property, input.format, limits);
    refuseLarge(pairs, limits);
    await checkPairs({ card }, pairs, property, limits.maxPairs);
    return { kind: 'pairs', pairs };
  } catch (error) {
    if (!(error instanceof FineTuningRefused)) return { kind: 'failed', stack: traceOf(error) };
    const { code, message, labels } = error;
    return { kind: 'refused', code, message, labels };
  }
}

parentPort?.on('message', (request: PairsRequest) => {
  void reply(request).then((answer) => {
    parentPort?.postMessage(answer);
  });
});
