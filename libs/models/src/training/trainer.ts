import type { Feeds } from '@nano-os/tensor';
import { answerGraph } from './answer-graph';
import { batchFeeds, cutBatches, type BatchSize, type Sample } from './batches';
import { Adam, clipGradient, type AdamOptions, type AdamState } from './optimise/adam';
import { rateAt, type Schedule } from './optimise/schedule';
import { Parameters } from './parameters';
import { Random, type RandomState } from './random';
import { numbersOf, type Learnt } from './rows/learnt';
import { TrainingThread } from './threads/training-thread';
import { names, type Task, type TrainingGraph } from './training-graph';

export interface TrainerOptions {
  readonly adam: AdamOptions;
  readonly schedule: Schedule;
  readonly epochs: number;
  /** Of one batch, of which each thread has one in each step. */
  readonly batch: BatchSize;
  /** A gradient that is longer is shortened. */
  readonly clip: number;
}

/** Everything that a training needs to go on as if it had not stopped. */
export interface TrainerState {
  readonly weights: Float32Array;
  readonly statistics: Float32Array;
  readonly adam: AdamState;
  readonly random: RandomState;
  readonly epoch: number;
}

/** How much of what a batch norm saw of a batch goes into its running statistics; PyTorch's. */
const MOMENTUM = 0.1;
const STEP = 'step';
const ANSWER = 'answer';

/**
 * Trains a network: batches over threads, gradients averaged, one optimiser. The result depends on
 * the seed, the samples and the number of threads alone.
 */
export class Trainer {
  readonly graph: TrainingGraph;
  private weights: Float32Array;
  private statistics: Float32Array;
  private adam: Adam;
  private random: Random;
  private epoch = 0;

  private constructor(
    private readonly task: Task,
    private readonly options: TrainerOptions,
    private readonly threads: readonly TrainingThread[],
    private readonly fixed: Float32Array,
    graph: TrainingGraph,
    start: TrainerState,
  ) {
    this.graph = graph;
    this.weights = start.weights.slice();
    this.statistics = start.statistics.slice();
    this.adam = new Adam(start.weights.length, options.adam, start.adam);
    this.random = new Random(start.random);
    this.epoch = start.epoch;
  }

  /** @param start the first weights, or the state of a training that goes on */
  static async create(
    task: Task,
    options: TrainerOptions,
    threads: readonly TrainingThread[],
    fixed: Float32Array,
    graph: TrainingGraph,
    start: TrainerState,
  ): Promise<Trainer> {
    const trainer = new Trainer(task, options, threads, fixed, graph, start);
    await Promise.all(threads.map((thread) => trainer.prepare(thread)));
    return trainer;
  }

  get state(): TrainerState {
    return {
      weights: this.weights.slice(),
      statistics: this.statistics.slice(),
      adam: {
        steps: this.adam.state.steps,
        mean: this.adam.state.mean.slice(),
        square: this.adam.state.square.slice(),
      },
      random: this.random.state,
      epoch: this.epoch,
    };
  }

  get epochsDone(): number {
    return this.epoch;
  }

  /** Takes other weights to answer with. */
  restore({ weights, statistics }: Pick<TrainerState, 'weights' | 'statistics'>): void {
    this.weights = weights.slice();
    this.statistics = statistics.slice();
  }

  /** One pass over the samples in a new order. @returns the mean loss */
  async trainEpoch(samples: readonly Sample[]): Promise<number> {
    const { batch, epochs, schedule, clip } = this.options;
    const order = this.random.shuffle(Int32Array.from(samples, (_, index) => index));
    const batches = cutBatches(order, batch, this.costs(samples)).filter(
      ({ length }) => length > 1,
    );
    const rounds = Math.ceil(batches.length / this.threads.length);
    let total = 0;
    const feedsOfRound = (round: number): Feeds[] =>
      batches
        .slice(round * this.threads.length, (round + 1) * this.threads.length)
        .map((part) => this.feedsOf(part, samples));
    let next = feedsOfRound(0);
    for (let round = 0; round < rounds; round++) {
      const weights = this.allWeights();
      const asked = next.map((feeds, index) =>
        this.thread(index).ask({ kind: 'run', key: STEP, feeds, weights }, 'values'),
      );
      // While the threads work, what they get next is put together.
      next = feedsOfRound(round + 1);
      const replies = await Promise.all(asked);
      const gradient = new Float32Array(this.weights.length);
      for (const { gathered, others } of replies) {
        const part = gathered.gradient ?? new Float32Array();
        for (let i = 0; i < gradient.length; i++) {
          gradient[i] = (gradient[i] ?? 0) + (part[i] ?? 0) / replies.length;
        }
        total += (others[names.loss]?.[0] ?? NaN) / batches.length;
        this.follow(gathered.statistics ?? new Float32Array(), others);
      }
      if (!Number.isFinite(total)) throw new Error('The loss is not finite; take a lower rate.');
      clipGradient(gradient, clip);
      // Batches by cost are not as many in each epoch: where it stands is told by epochs.
      const step = this.epoch * rounds + round;
      this.adam.step(this.weights, gradient, rateAt(schedule, step, rounds * epochs, epochs));
    }
    this.epoch += 1;
    return total;
  }

  /** Answers of the network for each target, normalised, in the order of the samples. */
  async answer(samples: readonly Sample[]): Promise<Learnt[][]> {
    const { batch } = this.options;
    const order = Int32Array.from(samples, (_, index) => index);
    const twice = typeof batch === 'number' ? 2 * batch : { cost: 2 * batch.cost };
    const batches = cutBatches(order, twice, this.costs(samples));
    const weights = this.allWeights(true);
    const replies = await Promise.all(
      batches.map((part, index) =>
        this.thread(index % this.threads.length).ask(
          { kind: 'run', key: ANSWER, feeds: this.feedsOf(part, samples), weights },
          'values',
        ),
      ),
    );
    return this.task.targets.map((_, target) =>
      batches.flatMap((part, index) => {
        const values = replies[index]?.others[names.answer(target)] ?? new Float32Array();
        let at = 0;
        return Array.from(part, (sample): Learnt => {
          const asked = samples[sample]?.targets[target] ?? NaN;
          const own = values.subarray(at, (at += numbersOf(asked).length));
          return typeof asked === 'number'
            ? (own[0] ?? NaN)
            : { width: asked.width, values: Float64Array.from(own) };
        });
      }),
    );
  }

  private costs(samples: readonly Sample[]): (sample: number) => number {
    return (sample) => this.task.network.costOf(samples[sample]?.graph);
  }

  private thread(index: number): TrainingThread {
    const thread = this.threads[index];
    if (!thread) throw new Error('No such thread');
    return thread;
  }

  private feedsOf(part: Int32Array, samples: readonly Sample[]): Feeds {
    const chosen = Array.from(part, (index) => samples[index]).filter((s) => s !== undefined);
    return batchFeeds(this.task.network, this.task.config, chosen);
  }

  private allWeights(withStatistics = false): Float32Array {
    const { weights, fixed, statistics } = this;
    const all = new Float32Array(
      weights.length + fixed.length + (withStatistics ? statistics.length : 0),
    );
    all.set(weights);
    all.set(fixed, weights.length);
    if (withStatistics) all.set(statistics, weights.length + fixed.length);
    return all;
  }

  /** Moves the running statistics towards those of a batch. */
  private follow(seen: Float32Array, others: Readonly<Record<string, Float32Array>>): void {
    for (const { name, offset, size } of this.graph.statistics.list) {
      const isVariance = name.endsWith('.variance');
      const rows = others[names.rows(name.replace(/\.(mean|variance)$/, ''))]?.[0] ?? 2;
      // The variance that is kept is the unbiased one.
      const factor = isVariance ? rows / Math.max(1, rows - 1) : 1;
      for (let i = offset; i < offset + size; i++) {
        const before = this.statistics[i] ?? 0;
        this.statistics[i] = before + MOMENTUM * ((seen[i] ?? 0) * factor - before);
      }
    }
  }

  private async prepare(thread: TrainingThread): Promise<void> {
    const { graph, task } = this;
    const all = new Parameters(
      new Map([
        ...graph.trained.list.map(({ name, shape }) => [name, shape] as const),
        ...graph.fixed.list.map(({ name, shape }) => [name, shape] as const),
      ]),
    );
    const renamed = (parameters: Parameters, rename: (name: string) => string) =>
      parameters.list.map((parameter) => ({ ...parameter, name: rename(parameter.name) }));
    await thread.ask(
      {
        kind: 'prepare',
        key: STEP,
        onnx: graph.onnx,
        weights: renamed(all, names.weight),
        gathered: {
          gradient: renamed(graph.trained, names.gradient),
          statistics: renamed(graph.statistics, names.statistic),
        },
      },
      'ready',
    );
    const every = new Parameters(
      new Map([
        ...all.list.map(({ name, shape }) => [name, shape] as const),
        ...graph.statistics.list.map(({ name, shape }) => [name, shape] as const),
      ]),
    );
    await thread.ask(
      {
        kind: 'prepare',
        key: ANSWER,
        onnx: answerGraph(task),
        weights: renamed(every, names.weight),
        gathered: {},
      },
      'ready',
    );
  }
}

/** The weights that a training begins with. */
export function startOf(
  graph: TrainingGraph,
  weights: Float32Array,
  statistics: Float32Array,
  seed: number,
): TrainerState {
  return {
    weights,
    statistics,
    adam: {
      steps: 0,
      mean: new Float32Array(graph.trained.size),
      square: new Float32Array(graph.trained.size),
    },
    random: new Random(seed).state,
    epoch: 0,
  };
}
