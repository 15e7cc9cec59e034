import { startThread, type Feeds } from '@nano-os/tensor';
import type { Worker } from 'node:worker_threads';
import type { TrainingReply, TrainingRequest } from './messages';

interface Asked {
  readonly resolve: (reply: TrainingReply) => void;
  readonly reject: (error: Error) => void;
}

/** A thread that featurises crystals and runs graphs; what it is asked is done one after another. */
export class TrainingThread {
  private readonly worker: Worker;
  private readonly waiting: Asked[] = [];

  constructor() {
    this.worker = startThread(require.resolve('./training-worker'));
    this.worker.on('message', (reply: TrainingReply) => {
      const asked = this.waiting.shift();
      if (reply.kind === 'failed') asked?.reject(new Error(reply.stack));
      else asked?.resolve(reply);
    });
    const fail = (error: Error): void => {
      for (const { reject } of this.waiting.splice(0)) reject(error);
    };
    this.worker.on('error', fail);
    this.worker.on('exit', () => {
      fail(new Error('The training thread ended.'));
    });
  }

  async ask<K extends TrainingReply['kind']>(
    request: TrainingRequest,
    kind: K,
  ): Promise<Extract<TrainingReply, { kind: K }>> {
    const reply = await new Promise<TrainingReply>((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.worker.postMessage(request, buffersOf(request));
    });
    if (reply.kind !== kind) throw new Error(`Asked for ${kind}, answered ${reply.kind}`);
    return reply as Extract<TrainingReply, { kind: K }>;
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}

/** Feeds are handed over; weights go to several threads and are copied. */
function buffersOf(request: TrainingRequest): ArrayBuffer[] {
  return request.kind === 'run' ? arraysOf(request.feeds) : [];
}

function arraysOf(feeds: Feeds): ArrayBuffer[] {
  const buffers = Object.values(feeds).flatMap(({ data: { buffer } }) =>
    buffer instanceof ArrayBuffer ? [buffer] : [],
  );
  return [...new Set(buffers)];
}
