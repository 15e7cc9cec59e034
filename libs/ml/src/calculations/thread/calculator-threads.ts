import type { JobOutcome } from '../../jobs/work/work';
import { CalculatorThread, type Company } from './calculator-thread';
import type { CalculationRequest } from './messages';

/** Threads that calculate, one calculation each; those that are done wait for the next. */
export class CalculatorThreads {
  private readonly idle: CalculatorThread[] = [];
  private readonly busy = new Set<CalculatorThread>();

  /** @throws as `CalculatorThread.calculate` */
  async calculate(request: CalculationRequest, company: Company): Promise<JobOutcome> {
    company.signal.throwIfAborted();
    const thread = this.idle.pop() ?? new CalculatorThread();
    this.busy.add(thread);
    try {
      return await thread.calculate(request, company);
    } finally {
      this.busy.delete(thread);
      if (thread.isUsable) this.idle.push(thread);
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.idle.splice(0), ...this.busy].map((thread) => thread.stop()));
  }
}
