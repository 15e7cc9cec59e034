import type { Worker } from 'node:worker_threads';
import { startThread } from './start-thread';

/** What the thread runs, and what its answers and its ends mean to who asks. */
export interface QueuedThreadOptions<Reply, Answer> {
  /** Answers each message with one message; absolute path, from `require.resolve`. */
  readonly script: string;
  readonly maxHeapMb: number;
  /** Whether it stands back behind all other threads. */
  readonly isBackground?: boolean;
  /** @throws what a reply tells of instead of an answer */
  readonly answerOf: (reply: Reply) => Answer;
  readonly tooSlow: (timeoutMs: number) => Error;
  readonly tooMuchMemory: () => Error;
  readonly stopping: () => Error;
}

interface Asked<Request, Answer> {
  readonly request: Request;
  readonly timeoutMs: number;
  readonly asker: string | undefined;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A thread that is asked one thing after another. It is started when first needed, keeps no process
 * alive while idle, and is replaced when something takes too long or too much memory.
 */
export class QueuedThread<Request, Reply, Answer> {
  private readonly waiting: Asked<Request, Answer>[] = [];
  private current: Asked<Request, Answer> | undefined;
  private worker: Worker | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: QueuedThreadOptions<Reply, Answer>) {}

  /** How many requests wait, beside the one under way; of one asker where it is named. */
  countWaiting(asker?: string): number {
    if (asker === undefined) return this.waiting.length;
    return this.waiting.filter((asked) => asked.asker === asker).length;
  }

  /** @param timeoutMs how long it may take, without what it waits */
  ask(request: Request, timeoutMs: number, asker?: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, timeoutMs, asker, resolve, reject });
      this.next();
    });
  }

  /** Ends the thread; what waits is refused. */
  async stop(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    const error = this.options.stopping();
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
    const { request, timeoutMs } = this.current;
    this.worker ??= this.start();
    this.worker.ref();
    this.worker.postMessage(request);
    this.timer = setTimeout(() => {
      this.replace(this.options.tooSlow(timeoutMs));
    }, timeoutMs);
  }

  private start(): Worker {
    const { script, maxHeapMb, isBackground, tooMuchMemory } = this.options;
    const worker = startThread(script, {
      isBackground,
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
    });
    worker.on('message', (reply: Reply) => {
      // One that was given up may still answer, and somebody else asks by now.
      if (this.worker !== worker) return;
      this.settle(reply);
      this.next();
    });
    worker.on('error', (error: Error & { code?: string }) => {
      if (this.worker !== worker) return;
      this.replace(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuchMemory() : error);
    });
    worker.on('exit', () => {
      if (this.worker === worker) this.replace(new Error(`The thread of ${script} ended`));
    });
    return worker;
  }

  private settle(reply: Reply): void {
    const asked = this.finish();
    try {
      asked?.resolve(this.options.answerOf(reply));
    } catch (error) {
      asked?.reject(error);
    }
  }

  private finish(): Asked<Request, Answer> | undefined {
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
