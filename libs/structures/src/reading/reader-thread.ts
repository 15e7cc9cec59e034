import type { Worker } from 'node:worker_threads';
import { CrystalError } from '@nano-os/crystal';
import { startThread } from '@nano-os/tensor';
import type { ReadDraft } from './read-draft';
import type { ReadReply, ReadRequest } from './reader-messages';

/** No honest file takes this long, and those that wait should not wait longer. */
const TIMEOUT_MS = 20_000;
const MOST_WAITING = 64;
const MAX_HEAP_MB = 1024;

interface Job {
  request: ReadRequest;
  resolve: (draft: ReadDraft) => void;
  reject: (error: Error) => void;
}

/**
 * Reads files one after another in a thread of its own, which is started when first needed, keeps
 * no process alive, and is replaced when a file takes too long or too much memory.
 */
export class ReaderThread {
  private readonly waiting: Job[] = [];
  private current: Job | undefined;
  private worker: Worker | undefined;
  private timer: NodeJS.Timeout | undefined;

  /** @param timeoutMs how long one file may take */
  constructor(public timeoutMs = TIMEOUT_MS) {}

  /** @throws {CrystalError} as `readDraft`; reader-busy, too-slow, too-much-memory */
  read(request: ReadRequest): Promise<ReadDraft> {
    if (this.waiting.length >= MOST_WAITING) {
      throw new CrystalError('reader-busy', 'Too many large files wait to be read.');
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, resolve, reject });
      this.next();
    });
  }

  /** Ends the thread; what waits is refused. */
  async stop(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    const error = new CrystalError('reader-busy', 'The server is stopping.');
    this.finish()?.reject(error);
    for (const job of this.waiting.splice(0)) job.reject(error);
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
      const message = `The file takes longer than ${this.timeoutMs / 1000} s to read; send a smaller one.`;
      this.replace(new CrystalError('too-slow', message));
    }, this.timeoutMs);
  }

  private start(): Worker {
    const worker = startThread(require.resolve('./reader-worker'), {
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    worker.on('message', (reply: ReadReply) => {
      this.settle(reply);
      this.next();
    });
    worker.on('error', (error: Error & { code?: string }) => {
      if (this.worker !== worker) return;
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      const message = 'The file takes too much memory to read; send a smaller one.';
      this.replace(isMemory ? new CrystalError('too-much-memory', message) : error);
    });
    worker.on('exit', () => {
      if (this.worker === worker) this.replace(new Error('The reading thread ended'));
    });
    return worker;
  }

  private settle(reply: ReadReply): void {
    const job = this.finish();
    if ('draft' in reply) job?.resolve(reply.draft);
    else if ('fault' in reply) {
      const { code, message, line, site } = reply.fault;
      job?.reject(new CrystalError(code, message, { line, site }));
    } else job?.reject(new Error(reply.failure));
  }

  private finish(): Job | undefined {
    clearTimeout(this.timer);
    const job = this.current;
    this.current = undefined;
    return job;
  }

  /** The thread cannot be trusted any more: the next file has a new one. */
  private replace(error: Error): void {
    const { worker } = this;
    this.worker = undefined;
    void worker?.terminate();
    this.finish()?.reject(error);
    this.next();
  }
}
