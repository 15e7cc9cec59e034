import { answerGraph } from '../training/answer-graph';
import { batchFeeds, type Sample } from '../training/batches';
import { Parameters } from '../training/parameters';
import type { TrainingThread } from '../training/threads/training-thread';
import { names, trainingGraph, type Task } from '../training/training-graph';
import type { StoredTensor } from '../safetensors';
import { cutByCost } from '../runtime/cut';
import { singlePrecision } from './single-precision';

/** What the crystals may cost that are asked about at once, some 100,000 bonds: memory is by it. */
const MOST_COST = 6_400_000;
/** Crystals that are asked about at once, at most. */
const PART = 128;

/** What one batch says. */
export interface Step {
  readonly loss: number;
  /** As the trained weights lie one after another. */
  readonly gradient: Float32Array;
}

/**
 * One task in one thread: gradients and answers for any values of the trained weights, so that many
 * trainings from one start can take turns. The other weights stay as they are there.
 */
export class TaskRunner {
  private constructor(
    private readonly task: Task,
    private readonly key: string,
    private readonly thread: TrainingThread,
    private readonly trained: Parameters,
    private readonly fixed: Parameters,
    /** Where the weights begin that are trained. */
    readonly start: Float32Array,
    private readonly fixedValues: Float32Array,
    private readonly mostCost: number,
  ) {}

  /**
   * @param key tells the thread's tasks apart
   * @param tensors values of all weights, from which trainings start
   * @param mostCost of crystals that are asked about at once
   */
  static async create(
    task: Task,
    key: string,
    thread: TrainingThread,
    tensors: ReadonlyMap<string, StoredTensor>,
    mostCost = MOST_COST,
  ): Promise<TaskRunner> {
    const { onnx, trained, fixed } = trainingGraph(task);
    const all = new Parameters(
      new Map([...trained.list, ...fixed.list].map(({ name, shape }) => [name, shape])),
    );
    const renamed = (parameters: Parameters, rename: (name: string) => string) =>
      parameters.list.map((parameter) => ({ ...parameter, name: rename(parameter.name) }));
    const weights = renamed(all, names.weight);
    const gathered = { gradient: renamed(trained, names.gradient) };
    await thread.ask({ kind: 'prepare', key: `${key} step`, onnx, weights, gathered }, 'ready');
    await thread.ask(
      { kind: 'prepare', key: `${key} answer`, onnx: answerGraph(task), weights, gathered: {} },
      'ready',
    );
    const values = singlePrecision(tensors);
    const start = trained.fromTensors(values);
    const others = fixed.fromTensors(values);
    return new TaskRunner(task, key, thread, trained, fixed, start, others, mostCost);
  }

  /**
   * The loss of a batch and its gradient by the trained weights. Both are means over the crystals, so that
   * those of a batch that takes much memory are put together of parts.
   */
  async step(weights: Float32Array, samples: readonly Sample[]): Promise<Step> {
    const parts = this.parts(samples);
    const [only] = parts;
    if (only && parts.length === 1) return this.stepOf(weights, only);
    let loss = 0;
    const gradient = new Float32Array(this.trained.size);
    for (const part of parts) {
      const step = await this.stepOf(weights, part);
      const share = part.length / samples.length;
      loss += share * step.loss;
      step.gradient.forEach((value, index) => {
        gradient[index] = (gradient[index] ?? 0) + share * value;
      });
    }
    return { loss, gradient };
  }

  private parts(samples: readonly Sample[]): Sample[][] {
    const { network } = this.task;
    const least = this.mostCost / PART;
    return cutByCost(samples, ({ graph }) => Math.max(least, network.costOf(graph)), this.mostCost);
  }

  private async stepOf(weights: Float32Array, samples: readonly Sample[]): Promise<Step> {
    const { network, config } = this.task;
    const { gathered, others } = await this.thread.ask(
      {
        kind: 'run',
        key: `${this.key} step`,
        feeds: batchFeeds(network, config, samples),
        weights: this.allWeights(weights),
      },
      'values',
    );
    const { gradient = new Float32Array(this.trained.size) } = gathered;
    return { loss: others[names.loss]?.[0] ?? NaN, gradient };
  }

  /** What the network answers, normalised, in the order of the samples. */
  answers(weights: Float32Array, samples: readonly Sample[]): Promise<Float64Array> {
    return this.answersOf(this.allWeights(weights), samples);
  }

  /** What a network of the same shape answers, whatever its weights. */
  answersWith(
    tensors: ReadonlyMap<string, StoredTensor>,
    samples: readonly Sample[],
  ): Promise<Float64Array> {
    const values = singlePrecision(tensors);
    const { trained, fixed } = this;
    return this.answersOf(joined(trained.fromTensors(values), fixed.fromTensors(values)), samples);
  }

  private async answersOf(
    weights: Float32Array,
    samples: readonly Sample[],
  ): Promise<Float64Array> {
    const { network, config } = this.task;
    const answers = new Float64Array(samples.length);
    let start = 0;
    for (const part of this.parts(samples)) {
      const { others } = await this.thread.ask(
        {
          kind: 'run',
          key: `${this.key} answer`,
          feeds: batchFeeds(network, config, part),
          weights,
        },
        'values',
      );
      answers.set(others[names.answer(0)] ?? [], start);
      start += part.length;
    }
    return answers;
  }

  /** Trained weights by name. */
  tensors(weights: Float32Array): Map<string, StoredTensor> {
    return this.trained.toTensors(weights);
  }

  private allWeights(trained: Float32Array): Float32Array {
    return joined(trained, this.fixedValues);
  }
}

function joined(trained: Float32Array, fixed: Float32Array): Float32Array {
  const all = new Float32Array(trained.length + fixed.length);
  all.set(trained);
  all.set(fixed, trained.length);
  return all;
}
