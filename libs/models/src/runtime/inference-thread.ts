import { startThread } from '@nano-os/tensor';
import { setTimeout as delay } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { stopping } from './failures';
import {
  NO_CRYSTAL,
  type ThreadData,
  type ThreadMessage,
  type ThreadReply,
  type ThreadRequest,
} from './messages';

/** Why a thread was given up. */
export type Loss = 'too-slow' | 'too-much-memory' | 'died';

/** A request on its way to a thread, with who hears of it. */
export interface Assignment {
  readonly request: ThreadRequest;
  readonly transfer: ArrayBuffer[];
  /** What models the thread will have open when it answers. */
  readonly opens: readonly string[];
  readonly timeoutMs: number;
  done(reply: ThreadReply): void;
  /** @param at index of the crystal that it was looking at, −1 where it was at many */
  lost(loss: Loss, at: number, error: Error): void;
}

const RESOURCE_LIMITS = {
  // Typed arrays lie outside of it: this bounds what our own code can hoard.
  maxOldGenerationSizeMb: 2048,
  // What a prediction leaves behind is small: more takes memory, and no time off.
  maxYoungGenerationSizeMb: 8,
};
/** A run cannot be broken off: whoever stops the pool does not wait longer for it. */
const STOP_WAIT_MS = 5000;

/**
 * One thread that runs one request at a time. It is started when first needed, keeps no process
 * alive while idle, and is replaced when it dies or takes too long.
 */
export class InferenceThread {
  private worker: Worker | undefined;
  private current: Assignment | undefined;
  private timer: NodeJS.Timeout | undefined;
  private progress = newCell();
  private readonly open = new Set<string>();

  /**
   * @param script module that calls `serveThread`
   * @param onFree called when it can take another request
   */
  constructor(
    private readonly script: string,
    private readonly onFree: () => void,
  ) {}

  get isIdle(): boolean {
    return !this.current;
  }

  get isStarted(): boolean {
    return this.worker !== undefined;
  }

  has(key: string): boolean {
    return this.open.has(key);
  }

  run(assignment: Assignment): void {
    const worker = (this.worker ??= this.start());
    this.current = assignment;
    Atomics.store(this.progress, 0, NO_CRYSTAL);
    worker.ref();
    worker.postMessage(assignment.request, assignment.transfer);
    this.timer = setTimeout(() => {
      const error = new Error(`No answer within ${assignment.timeoutMs / 1000} s`);
      this.replace('too-slow', error);
    }, assignment.timeoutMs);
  }

  /** The sessions of these models are given up once the request under way has ended. */
  drop(keys: readonly string[]): void {
    for (const key of keys) this.open.delete(key);
    // All of them: a request that failed on one model may have opened others before.
    this.post({ kind: 'drop', keys });
  }

  /** Ends it; the request under way is lost, though a long run of it may outlast this call. */
  async stop(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    this.open.clear();
    this.finish()?.lost('died', NO_CRYSTAL, stopping());
    if (!worker) return;
    await Promise.race([worker.terminate(), delay(STOP_WAIT_MS, undefined, { ref: false })]);
  }

  private start(): Worker {
    // Not the one before: a thread that is being ended may still write to its cell.
    this.progress = newCell();
    const worker = startThread(this.script, {
      resourceLimits: RESOURCE_LIMITS,
      data: { progress: this.progress } satisfies ThreadData,
    });
    worker.on('message', (reply: ThreadReply) => {
      if (this.worker !== worker) return;
      const assignment = this.finish();
      if (reply.kind === 'compiled' || reply.kind === 'answers') {
        for (const key of assignment?.opens ?? []) this.open.add(key);
      }
      worker.unref();
      assignment?.done(reply);
      this.onFree();
    });
    worker.on('error', (error: Error & { code?: string }) => {
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      if (this.worker === worker) this.replace(isMemory ? 'too-much-memory' : 'died', error);
    });
    worker.on('exit', (code) => {
      if (this.worker === worker) this.replace('died', new Error(`The thread ended with ${code}`));
    });
    return worker;
  }

  private post(message: ThreadMessage): void {
    this.worker?.postMessage(message);
  }

  private finish(): Assignment | undefined {
    clearTimeout(this.timer);
    const { current } = this;
    this.current = undefined;
    return current;
  }

  /** It cannot be trusted any more: the next request has a new one. */
  private replace(loss: Loss, error: Error): void {
    const { worker } = this;
    const at = Atomics.load(this.progress, 0);
    this.worker = undefined;
    this.open.clear();
    void worker?.terminate();
    this.finish()?.lost(loss, at, error);
    this.onFree();
  }
}

function newCell(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}
