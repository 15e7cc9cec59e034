import { CrystalError } from '@nano-os/crystal';
import { CannotPredict, ModelError, structureOf, traceOf, type Potential } from '@nano-os/models';
import { parentPort } from 'node:worker_threads';
import { calculate } from './calculate';
import { CheckpointPace } from './checkpoint-pace';
import type { CalculationRequest, FromThread, ToThread } from './messages';
import { AskedPotential } from './asked-potential';

/*
 * The thread that calculates: steps of large cells, searches for symmetry and the writing of their
 * JSON take longer than an event loop may be held up.
 */
const port = parentPort;
if (!port) throw new Error('This is not a thread');

const send = (message: FromThread): void => {
  port.postMessage(message);
};
const potential = new AskedPotential((crystal) => {
  send({ kind: 'ask', crystal });
});

port.on('message', (message: ToThread) => {
  if (message.kind === 'answer') potential.answer(message.answer);
  else void carryOut(message.request).then(send);
});

async function carryOut(request: CalculationRequest): Promise<FromThread> {
  try {
    const { result, trajectory } = await start(request, potential);
    return {
      kind: 'completed',
      result: JSON.stringify(result),
      details: trajectory && JSON.stringify(trajectory),
    };
  } catch (error) {
    const isRefusal =
      error instanceof CannotPredict ||
      error instanceof CrystalError ||
      error instanceof ModelError;
    if (isRefusal) return { kind: 'refused', code: error.code, message: error.message };
    return { kind: 'failed', stack: traceOf(error) };
  }
}

function start(
  { kind, parameters, crystal, checkpoint }: CalculationRequest,
  asked: Potential,
): ReturnType<typeof calculate> {
  const pace = new CheckpointPace();
  return calculate(kind, parameters, {
    potential: asked,
    crystal: structureOf(crystal),
    checkpoint: checkpoint === null ? null : (JSON.parse(checkpoint) as unknown),
    report: (progress, make) => {
      send({ kind: 'progress', progress, checkpoint: make && pace.take(make) });
    },
  });
}
