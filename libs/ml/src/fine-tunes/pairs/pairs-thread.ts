import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ProblemException } from '@nano-os/common';
import { FineTuningRefused, type TrainingPair } from '@nano-os/models';
import { startThread } from '@nano-os/tensor';
import type { Worker } from 'node:worker_threads';
import type { PairsReply, PairsRequest } from './messages';

/** No honest crystals take this long. */
const TIMEOUT_MS = 120_000;
const MOST_WAITING = 16;
/** So that one user's crystals do not keep everyone else's out. */
const MOST_OF_A_USER = 4;
const MAX_HEAP_MB = 1024;

interface Asked {
  readonly userId: string;
  readonly request: PairsRequest;
  readonly resolve: (pairs: readonly TrainingPair[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads and checks what models are to be tuned on, one after another, in a thread that is started
 * when first needed, keeps no process alive, and is replaced when it takes too long or too much
 * memory.
 */
@Injectable()
export class PairsThread implements OnApplicationShutdown {
  private readonly waiting: Asked[] = [];
  private current: Asked | undefined;
  private worker: Worker | undefined;
  private timer: NodeJS.Timeout | undefined;

  /**
   * @returns pairs that the base can be tuned on
   * @throws {FineTuningRefused}
   * @throws {ProblemException} not-ready when too many wait, too-many-requests when too many of the user do;
   *   unprocessable for what takes too long or too much memory
   */
  check(userId: string, request: PairsRequest): Promise<readonly TrainingPair[]> {
    if (this.waiting.length >= MOST_WAITING) {
      throw notReady('Crystals of too many fine-tunes wait to be read; try again shortly.');
    }
    if (this.waiting.filter((asked) => asked.userId === userId).length >= MOST_OF_A_USER) {
      throw tooMany(`Crystals of ${MOST_OF_A_USER} of your fine-tunes wait to be read already.`);
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ userId, request, resolve, reject });
      this.next();
    });
  }

  async onApplicationShutdown(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    const error = notReady('The server is stopping.');
    this.finish()?.reject(error);
    for (const asked of this.waiting.splice(0)) asked.reject(error);
    await worker?.terminate();
  }

  private next(): void {
    if (this.current) return;
    this.current = this.waiting.shift();
    if (!this.current) {
      this.worker?.unref();
      return;
    }
    this.worker ??= this.start();
    this.worker.ref();
    this.worker.postMessage(this.current.request);
    this.timer = setTimeout(() => {
      this.replace(tooMuch('time'));
    }, TIMEOUT_MS);
  }

  private start(): Worker {
    const worker = startThread(require.resolve('./pairs-worker'), {
      isBackground: true,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    worker.on('message', (reply: PairsReply) => {
      this.settle(reply);
      this.next();
    });
    worker.on('error', (error: Error & { code?: string }) => {
      if (this.worker !== worker) return;
      this.replace(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch('memory') : error);
    });
    worker.on('exit', () => {
      if (this.worker === worker) this.replace(new Error('The thread that reads crystals ended'));
    });
    return worker;
  }

  private settle(reply: PairsReply): void {
    const asked = this.finish();
    if (reply.kind === 'pairs') asked?.resolve(reply.pairs);
    else if (reply.kind === 'failed') asked?.reject(new Error(reply.stack));
    else asked?.reject(new FineTuningRefused(reply.code, reply.message, reply.labels));
  }

  private finish(): Asked | undefined {
    clearTimeout(this.timer);
    const asked = this.current;
    this.current = undefined;
    return asked;
  }

  /** The thread cannot be trusted any more: whoever comes next has a new one. */
  private replace(error: Error): void {
    const { worker } = this;
    this.worker = undefined;
    void worker?.terminate();
    this.finish()?.reject(error);
    this.next();
  }
}

const notReady = (detail: string): ProblemException =>
  new ProblemException('not-ready', detail, {}, { headers: { 'retry-after': '5' } });

const tooMany = (detail: string): ProblemException =>
  new ProblemException('too-many-requests', detail, {}, { headers: { 'retry-after': '5' } });

const tooMuch = (what: 'time' | 'memory'): ProblemException =>
  new ProblemException(
    'unprocessable',
    `The crystals take too much ${what} to be read and checked; send fewer or smaller ones.`,
  );
