import type { ModelAnswer } from './answer';
import type { PlainCrystal } from './crystals';
import type { CompiledModel } from './messages';

/** A crystal that waits for the answers of some models. */
export interface Ticket {
  readonly crystal: PlainCrystal;
  /** In estimated pairs of atoms. */
  readonly cost: number;
  /** Whether it goes by itself, since something ended the thread that it went to with others. */
  alone: boolean;
  resolve(answers: readonly ModelAnswer[]): void;
  reject(error: Error): void;
}

/** Crystals that go to a thread together, for the same models. */
export interface Chunk {
  readonly models: readonly CompiledModel[];
  readonly tickets: readonly Ticket[];
}

export interface ChunkLimits {
  /** Shares are no smaller than this: each run has a cost of its own. */
  readonly leastCost: number;
  /** Nor larger: whoever comes next waits for its end. What costs more goes by itself. */
  readonly mostCost: number;
}

interface Queue {
  readonly models: readonly CompiledModel[];
  readonly tickets: Ticket[];
}

/**
 * Those who wait while all threads are busy, by the models that they wait for. Who comes to idle
 * threads does not wait at all; the others are gathered, which makes one graph of many crystals.
 */
export class WaitingLine {
  /** In the order in which they are served: who was served goes to the end. */
  private readonly queues = new Map<string, Queue>();

  constructor(private readonly limits: ChunkLimits) {}

  get size(): number {
    let size = 0;
    for (const { tickets } of this.queues.values()) size += tickets.length;
    return size;
  }

  add(models: readonly CompiledModel[], tickets: readonly Ticket[]): void {
    this.queueOf(models).tickets.push(...tickets);
  }

  /** For those who have waited before. */
  addFirst(models: readonly CompiledModel[], tickets: readonly Ticket[]): void {
    this.queueOf(models).tickets.unshift(...tickets);
  }

  /**
   * The next to go to a thread: of the models that were served longest ago, in the order in which
   * they came, a fair share of what waits for them.
   * @param threads among which the work is shared
   * @param room the most that a crystal may cost which keeps a thread busy for long
   */
  take(threads: number, room: number): Chunk | undefined {
    const heavy = this.firstHeavy();
    const allowed = heavy && heavy.cost <= room ? heavy : undefined;
    for (const [key, queue] of this.queues) {
      const tickets = this.takeFrom(queue.tickets, threads, allowed);
      if (tickets.length === 0) continue;
      this.queues.delete(key);
      if (queue.tickets.length > 0) this.queues.set(key, queue);
      return { models: queue.models, tickets };
    }
    return undefined;
  }

  /** Empties it. */
  drain(): Ticket[] {
    const all = [...this.queues.values()].flatMap(({ tickets }) => tickets);
    this.queues.clear();
    return all;
  }

  isHeavy({ cost }: Ticket): boolean {
    return cost > this.limits.mostCost;
  }

  /** Its turn comes before that of all others that are heavy, or it would never find the room. */
  private firstHeavy(): Ticket | undefined {
    for (const { tickets } of this.queues.values()) {
      const heavy = tickets.find((ticket) => this.isHeavy(ticket));
      if (heavy) return heavy;
    }
    return undefined;
  }

  /** @param allowed the one heavy crystal that may go */
  private takeFrom(waiting: Ticket[], threads: number, allowed: Ticket | undefined): Ticket[] {
    const goesAlone = (ticket: Ticket): boolean => ticket.alone || this.isHeavy(ticket);
    const head = waiting.findIndex((ticket) => ticket === allowed || !this.isHeavy(ticket));
    const first = waiting[head];
    if (!first) return [];
    if (goesAlone(first)) return waiting.splice(head, 1);
    const share = this.shareOf(waiting, threads);
    const taken: Ticket[] = [];
    let sum = 0;
    const left = waiting.filter((ticket) => {
      const fits = taken.length === 0 || sum + ticket.cost <= share;
      if (!fits || goesAlone(ticket)) return true;
      taken.push(ticket);
      sum += ticket.cost;
      return false;
    });
    waiting.splice(0, waiting.length, ...left);
    return taken;
  }

  private shareOf(waiting: readonly Ticket[], threads: number): number {
    const { leastCost, mostCost } = this.limits;
    const total = waiting.reduce((sum, { cost }) => sum + cost, 0);
    return Math.min(mostCost, Math.max(leastCost, total / threads));
  }

  private queueOf(models: readonly CompiledModel[]): Queue {
    const key = models.map((model) => model.key).join(' ');
    const queue = this.queues.get(key) ?? { models, tickets: [] };
    this.queues.set(key, queue);
    return queue;
  }
}
