import {
  JobQueue,
  JobReturned,
  type JobHandler,
  type Working,
  type WorkOptions,
} from '../job-queue';
import { MOST_ATTEMPTS } from '../limits';

interface Lane {
  waiting: string[];
  active: Set<string>;
  attempts: Map<string, number>;
  workers: Set<MemoryWorker>;
}

/** Jobs in the memory of one process: for programs without a database, and gone with them. */
export class MemoryJobQueue extends JobQueue {
  private readonly lanes = new Map<string, Lane>();

  add(queue: string, id: string): Promise<void> {
    const lane = this.laneOf(queue);
    if (!lane.active.has(id) && !lane.waiting.includes(id)) lane.waiting.push(id);
    this.dispatch(lane);
    return Promise.resolve();
  }

  remove(queue: string, id: string): Promise<boolean> {
    const { waiting, active } = this.laneOf(queue);
    const place = waiting.indexOf(id);
    if (place >= 0) waiting.splice(place, 1);
    return Promise.resolve(!active.has(id));
  }

  work(queue: string, handler: JobHandler, options: WorkOptions): Promise<Working> {
    const lane = this.laneOf(queue);
    const worker = new MemoryWorker(handler, options, () => {
      lane.workers.delete(worker);
    });
    lane.workers.add(worker);
    this.dispatch(lane);
    return Promise.resolve(worker);
  }

  async close(): Promise<void> {
    const workers = [...this.lanes.values()].flatMap((lane) => [...lane.workers]);
    await Promise.all(workers.map((worker) => worker.close()));
  }

  private laneOf(queue: string): Lane {
    const known = this.lanes.get(queue);
    if (known) return known;
    const lane: Lane = { waiting: [], active: new Set(), attempts: new Map(), workers: new Set() };
    this.lanes.set(queue, lane);
    return lane;
  }

  private dispatch(lane: Lane): void {
    for (const worker of lane.workers) {
      while (worker.isFree) {
        const id = lane.waiting.shift();
        if (id === undefined) return;
        void this.run(lane, worker, id);
      }
    }
  }

  private async run(lane: Lane, worker: MemoryWorker, id: string): Promise<void> {
    lane.active.add(id);
    try {
      await worker.run(id);
      lane.attempts.delete(id);
    } catch (error) {
      this.takeBack(lane, worker, id, error);
    } finally {
      lane.active.delete(id);
    }
    this.dispatch(lane);
  }

  private takeBack(lane: Lane, worker: MemoryWorker, id: string, error: unknown): void {
    if (error instanceof JobReturned) {
      lane.waiting.unshift(id);
      return;
    }
    const attempts = (lane.attempts.get(id) ?? 0) + 1;
    if (attempts < MOST_ATTEMPTS) {
      lane.attempts.set(id, attempts);
      lane.waiting.push(id);
      return;
    }
    lane.attempts.delete(id);
    worker.abandon(id, error instanceof Error ? error : new Error(String(error)));
  }
}

class MemoryWorker implements Working {
  private readonly closing = new AbortController();
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly handler: JobHandler,
    private readonly options: WorkOptions,
    private readonly onClose: () => void,
  ) {}

  get isFree(): boolean {
    return !this.closing.signal.aborted && this.running.size < this.options.concurrency;
  }

  async run(id: string): Promise<void> {
    const work = this.handler(id, this.closing.signal);
    this.running.add(work);
    try {
      await work;
    } finally {
      this.running.delete(work);
    }
  }

  abandon(id: string, error: Error): void {
    this.options.onAbandoned(id, error);
  }

  async close(): Promise<void> {
    this.onClose();
    this.closing.abort();
    await Promise.allSettled(this.running);
  }
}
