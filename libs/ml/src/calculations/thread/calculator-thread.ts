import { CannotPredict, type PlainCrystal, type PotentialAnswer } from '@nano-os/models';
import { startThread } from '@nano-os/tensor';
import type { Worker } from 'node:worker_threads';
import { WorkRefused, type JobOrder, type JobOutcome } from '../../jobs/work/work';
import type { PoolPotential } from '../pool-potential';
import type { CalculationRequest, FromThread, Refusal, ToThread } from './messages';

/** Who a calculation turns to while it runs. */
export interface Company extends Pick<JobOrder, 'signal' | 'report'> {
  readonly potential: Pick<PoolPotential, 'calculate'>;
}

interface Running {
  readonly company: Company;
  resolve(outcome: JobOutcome): void;
  reject(error: unknown): void;
}

/** Bounds what one calculation can hoard; typed arrays lie outside of it. */
const MAX_HEAP_MB = 2048;

/** A thread that calculates one thing at a time, and keeps no process alive while it is idle. */
export class CalculatorThread {
  private readonly worker: Worker;
  private running?: Running;
  private isLost = false;

  constructor() {
    this.worker = startThread(require.resolve('./calculator-worker'), {
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
      isBackground: true,
    });
    this.worker.on('message', (message: FromThread) => {
      this.hear(message);
    });
    this.worker.on('error', (error: Error & { code?: string }) => {
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      const reason = 'The calculation takes too much memory; send a smaller cell.';
      this.lose(isMemory ? new WorkRefused('too-much-memory', reason) : error);
    });
    this.worker.on('exit', (code) => {
      this.lose(new Error(`The calculating thread ended with ${code}`));
    });
    this.worker.unref();
  }

  /** Whether it can calculate again: what was ended in the midst is of no more use. */
  get isUsable(): boolean {
    return !this.isLost;
  }

  /**
   * @throws {WorkRefused} when the calculation is impossible; the signal's reason, as soon as that
   *   is aborted; what the potential throws
   */
  async calculate(request: CalculationRequest, company: Company): Promise<JobOutcome> {
    const { signal } = company;
    const onAbort = (): void => {
      this.lose(signal.reason);
    };
    signal.addEventListener('abort', onAbort);
    this.worker.ref();
    try {
      return await new Promise<JobOutcome>((resolve, reject) => {
        this.running = { company, resolve, reject };
        this.post({ kind: 'calculate', request });
      });
    } finally {
      this.running = undefined;
      this.worker.unref();
      signal.removeEventListener('abort', onAbort);
    }
  }

  async stop(): Promise<void> {
    this.lose(new Error('The process ends'));
    await this.worker.terminate();
  }

  private hear(message: FromThread): void {
    const { running } = this;
    if (!running || this.isLost) return;
    switch (message.kind) {
      case 'ask':
        void this.ask(running, message.crystal);
        break;
      case 'progress':
        running.company.report(message.progress, message.checkpoint);
        break;
      case 'completed':
        running.resolve({ result: message.result, details: message.details });
        break;
      case 'refused':
        running.reject(new WorkRefused(message.code, message.message));
        break;
      case 'failed':
        running.reject(new Error(message.stack));
    }
  }

  private async ask({ company }: Running, crystal: PlainCrystal): Promise<void> {
    try {
      const answer = await company.potential.calculate(crystal);
      this.post({ kind: 'answer', answer: plain(answer) });
    } catch (error) {
      this.lose(error);
    }
  }

  private post(message: ToThread): void {
    this.worker.postMessage(message);
  }

  /** Ends it; a search for symmetry hears of nothing but that. */
  private lose(error: unknown): void {
    this.isLost = true;
    this.running?.reject(error);
    void this.worker.terminate();
  }
}

/** Errors lose what they are on their way to a thread. */
function plain(answer: PotentialAnswer | CannotPredict): PotentialAnswer | Refusal {
  if (!(answer instanceof CannotPredict)) return answer;
  const { code, message } = answer;
  return { code, message };
}
