import { answerGraph } from '../training/answer-graph';
import { batchFeeds, type Sample } from '../training/batches';
import { Parameters } from '../training/parameters';
import type { TrainingThread } from '../training/threads/training-thread';
import { names, trainingGraph, type Task } from '../training/training-graph';
import type { StoredTensor } from '../safetensors';
import { singlePrecision } from './single-precision';

/** Crystals that are asked about at once. */
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
  ) {}

  /**
   * @param key tells the thread's tasks apart
   * @param tensors values of all weights, from which trainings start
   */
  static async create(
    task: Task,
    key: string,
    thread: TrainingThread,
    tensors: ReadonlyMap<string, StoredTensor>,
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
    return new TaskRunner(task, key, thread, trained, fixed, start, others);
  }

  /** The loss of a batch and its gradient by the trained weights. */
  async step(weights: Float32Array, samples: readonly Sample[]): Promise<Step> {
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
    for (let start = 0; start < samples.length; start += PART) {
      const part = samples.slice(start, start + PART);
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
