import { availableParallelism } from 'node:os';
import type { ModelCard } from '../cards/card';
import { ModelError } from '../errors';
import { refusal, type ModelAnswer } from './answer';
import { buffersOf, packCrystals, type PlainCrystal } from './crystals';
import { errorOfReply, stopping } from './failures';
import { HeldModels } from './held-models';
import { InferenceThread, type Loss } from './inference-thread';
import type { CompiledModel, Run, ThreadReply } from './messages';
import { ModelCompiler } from './model-compiler';
import { estimatePairs, refusalOfSize, type SizeLimits } from './size';
import { WaitingLine, type Chunk, type ChunkLimits, type Ticket } from './waiting-line';

export interface PoolOptions extends SizeLimits, ChunkLimits {
  /** One a core by default. */
  readonly threads: number;
  /** Crystals that may wait; a single request may be larger when nobody waits. */
  readonly maxWaiting: number;
  /** How long a thread may take for one chunk before it is replaced. */
  readonly timeoutMs: number;
  /** Module that the threads run: it calls `serveThread`. */
  readonly script: string;
  onRun(run: Run): void;
  /** Told of what our own code did wrong, and of threads that were lost. */
  onFault(message: string): void;
}

const DEFAULTS: PoolOptions = {
  threads: availableParallelism(),
  maxWaiting: 5000,
  timeoutMs: 60_000,
  maxAtoms: 5000,
  maxPairs: 500_000,
  leastCost: 5000,
  mostCost: 60_000,
  script: require.resolve('./inference-worker'),
  onRun: () => undefined,
  onFault: () => undefined,
};

/** What is told of a crystal that ended its thread. */
const LOSSES: Readonly<Record<Loss, string>> = {
  'too-slow': 'The model takes too long on this structure; send a smaller cell.',
  'too-much-memory': 'The model takes too much memory on this structure; send a smaller cell.',
  died: 'The model could not be run on this structure.',
};

/**
 * Runs networks on crystals in worker threads, so that the event loop stays free. Each thread has
 * one session a model; whoever comes while all are busy is gathered into larger graphs.
 */
export class InferencePool {
  private readonly options: PoolOptions;
  private readonly threads: readonly InferenceThread[];
  private readonly line: WaitingLine;
  private readonly compiler: ModelCompiler;
  private readonly models = new HeldModels((key) => {
    for (const thread of this.threads) thread.drop([key]);
  });
  /** Costs of the heavy crystals that threads are at. */
  private readonly heavy: number[] = [];
  private isStopped = false;

  constructor(options: Partial<PoolOptions> = {}) {
    this.options = { ...DEFAULTS, ...options };
    this.line = new WaitingLine(this.options);
    this.compiler = new ModelCompiler(this.options.script, this.options.timeoutMs);
    const onFree = (): void => {
      this.dispatch();
    };
    this.threads = Array.from(
      { length: this.options.threads },
      () => new InferenceThread(this.options.script, onFree),
    );
  }

  /** Crystals that wait for a thread. */
  get waiting(): number {
    return this.line.size;
  }

  get busyThreads(): number {
    return this.threads.filter((thread) => !thread.isIdle).length;
  }

  /**
   * Makes a model ready to run. Equal keys share what was made before, so a model that is loaded
   * again costs nothing; {@link release} it when it is not needed any more.
   * @param key digest of what the model answers
   * @param weights a safetensors file
   * @throws {ModelError} when it cannot be built or loaded
   */
  async compile(key: string, card: ModelCard, weights: Uint8Array): Promise<CompiledModel> {
    const made = await this.models.hold(key, () => this.compiler.compile(key, card, weights));
    // Another card may have the key too: models that differ in their name alone.
    return { ...made, card };
  }

  /** Its sessions are given up once the requests under way have ended. */
  release(model: CompiledModel): void {
    this.models.release(model);
  }

  /**
   * Asks each model about each crystal.
   * @returns by crystal, then by model; what is wrong with one crystal leaves the others alone
   * @throws {ModelError} busy when too many wait; stopping; or when a model fails that worked before
   */
  async predict(
    models: readonly CompiledModel[],
    crystals: readonly PlainCrystal[],
  ): Promise<(readonly ModelAnswer[])[]> {
    if (this.isStopped) throw stopping();
    const { waiting } = this;
    if (waiting > 0 && waiting + crystals.length > this.options.maxWaiting) {
      throw new ModelError(
        'busy',
        `${waiting} structures wait to be predicted; try again shortly.`,
      );
    }
    return this.models.during(models, async () => {
      const tickets: Ticket[] = [];
      const answers = crystals.map((crystal) => {
        const refused = refusalOfSize(crystal, this.options);
        if (refused) return Promise.resolve(models.map(() => refused));
        return new Promise<readonly ModelAnswer[]>((resolve, reject) => {
          tickets.push({ crystal, cost: estimatePairs(crystal), alone: false, resolve, reject });
        });
      });
      this.line.add(models, tickets);
      this.dispatch();
      return Promise.all(answers);
    });
  }

  /** Ends the threads; whoever waits is refused. */
  async stop(): Promise<void> {
    this.isStopped = true;
    const error = stopping();
    for (const ticket of this.line.drain()) ticket.reject(error);
    await Promise.all([this.compiler, ...this.threads].map((each) => each.stop()));
  }

  /** Gives idle threads work, those first that have been started before. */
  private dispatch(): void {
    if (this.isStopped) return;
    for (;;) {
      const idle = this.threads.filter((thread) => thread.isIdle);
      const thread = idle.find(({ isStarted }) => isStarted) ?? idle[0];
      if (!thread) return;
      const chunk = this.line.take(this.threads.length, this.roomForHeavy());
      if (!chunk) return;
      this.send(thread, chunk);
    }
  }

  /**
   * Crystals that take long must not keep everyone else waiting; and they take memory by their cost,
   * so that all of them together may be as large as the largest that is allowed.
   */
  private roomForHeavy(): number {
    if (this.heavy.length >= Math.max(1, this.threads.length - 1)) return 0;
    return this.options.maxPairs - this.heavy.reduce((sum, cost) => sum + cost, 0);
  }

  private send(thread: InferenceThread, chunk: Chunk): void {
    const crystals = packCrystals(chunk.tickets.map(({ crystal }) => crystal));
    const heavy = chunk.tickets.filter((ticket) => this.line.isHeavy(ticket));
    const costs = heavy.map(({ cost }) => cost);
    this.heavy.push(...costs);
    const free = (): void => {
      for (const cost of costs) this.heavy.splice(this.heavy.indexOf(cost), 1);
    };
    thread.run({
      request: {
        kind: 'predict',
        models: chunk.models.map((model) => (thread.has(model.key) ? model.key : model)),
        crystals,
      },
      transfer: buffersOf(crystals),
      opens: chunk.models.map(({ key }) => key),
      timeoutMs: this.options.timeoutMs,
      done: (reply) => {
        free();
        this.settle(chunk, reply);
      },
      lost: (loss, at, error) => {
        free();
        this.contain(chunk, loss, at, error);
      },
    });
  }

  private settle({ tickets }: Chunk, reply: ThreadReply): void {
    if (reply.kind !== 'answers') {
      for (const ticket of tickets) ticket.reject(errorOfReply(reply, 'The model'));
      return;
    }
    for (const run of reply.runs) this.options.onRun(run);
    for (const fault of reply.faults) this.options.onFault(fault);
    tickets.forEach((ticket, i) => {
      const answers = reply.answers[i];
      if (answers) ticket.resolve(answers);
      else ticket.reject(new Error('The thread left out a crystal'));
    });
  }

  /** The crystal that ended the thread is refused; those beside it go again, each by itself. */
  private contain({ models, tickets }: Chunk, loss: Loss, at: number, error: Error): void {
    if (error instanceof ModelError) {
      for (const ticket of tickets) ticket.reject(error);
      return;
    }
    this.options.onFault(`An inference thread was lost (${loss}): ${error.stack ?? error.message}`);
    const culprit = tickets.length === 1 ? tickets[0] : tickets[at];
    culprit?.resolve(models.map(() => refusal(loss, LOSSES[loss])));
    const others = tickets.filter((ticket) => ticket !== culprit);
    for (const ticket of others) ticket.alone = true;
    this.line.addFirst(models, others);
  }
}
