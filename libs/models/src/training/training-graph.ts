import { encodeOnnx, grad, input, type Precision, type Tensor } from '@nano-os/tensor';
import type { Network, WeightSource } from '../network';
import { batchNorms, type BatchStatistics } from './batch-norms';
import { lossOf, type Loss, type Target } from './loss';
import { Parameters } from './parameters';
import { targetAnswers } from './target-answers';

/** What is trained, and on what. */
export interface Task {
  readonly network: Network<unknown, unknown>;
  readonly config: unknown;
  readonly targets: readonly Target[];
  readonly loss: Loss;
  /** Weights that stay as they are: tables of the elements' features. */
  readonly fixed: ReadonlySet<string>;
  /**
   * Whether batch norms take the statistics of the batch, or keep those among the weights, which are
   * then fixed; `batch` when left out.
   */
  readonly norms?: 'batch' | 'frozen';
}

/** The graph of one step, and how its inputs and outputs are named. */
export interface TrainingGraph {
  readonly onnx: Uint8Array;
  /** Weights that the loss is differentiated by. */
  readonly trained: Parameters;
  /** Weights that are given: fixed ones. */
  readonly fixed: Parameters;
  /** Running statistics of batch norms: means, then variances, norm by norm. */
  readonly statistics: Parameters;
}

/** Names of the step's inputs and outputs beside those of the network. */
export const names = {
  weight: (name: string) => `weight:${name}`,
  gradient: (name: string) => `gradient:${name}`,
  statistic: (name: string) => `statistic:${name}`,
  rows: (norm: string) => `rows:${norm}`,
  target: (index: number) => `target:${index}`,
  known: (index: number) => `known:${index}`,
  answer: (target: number) => `answer:${target}`,
  loss: 'loss',
} as const;

/** Builds the graph that answers a batch with its loss, the gradient and what batch norms saw. */
export function trainingGraph(task: Task, precision: Precision = 'float32'): TrainingGraph {
  const { network, config, targets, loss, norms = 'batch' } = task;
  const weights = new Map<string, Tensor>();
  const source: WeightSource = (name, shape) => {
    const known = weights.get(name) ?? input(names.weight(name), 'float', shape);
    weights.set(name, known);
    return known;
  };
  const seen: BatchStatistics[] = [];
  const outputs =
    norms === 'batch'
      ? network.build(config, source, batchNorms(source, seen))
      : network.build(config, source);
  const answers = targetAnswers(task, outputs);
  const total = lossOf(answers, targets, loss, (of, index) =>
    input(
      of === 'targets' ? names.target(index) : names.known(index),
      'float',
      answers[index]?.shape ?? [],
    ),
  );
  const trained = [...weights].filter(([name]) => !task.fixed.has(name));
  const gradients = grad(
    total,
    trained.map(([, weight]) => weight),
  );
  const results: Record<string, Tensor> = { [names.loss]: total };
  trained.forEach(([name], index) => {
    const gradient = gradients[index];
    if (gradient) results[names.gradient(name)] = gradient;
  });
  for (const { name, mean, variance, rows } of seen) {
    results[names.statistic(`${name}.mean`)] = mean;
    results[names.statistic(`${name}.variance`)] = variance;
    results[names.rows(name)] = rows;
  }
  return {
    onnx: encodeOnnx(results, { precision, inputs: [...weights.values()] }),
    trained: new Parameters(shapesOf(trained)),
    fixed: new Parameters(shapesOf([...weights].filter(([name]) => task.fixed.has(name)))),
    statistics: new Parameters(
      new Map(
        seen.flatMap(({ name, size }): [string, number[]][] => [
          [`${name}.mean`, [size]],
          [`${name}.variance`, [size]],
        ]),
      ),
    ),
  };
}

function shapesOf(weights: readonly [string, Tensor][]): Map<string, number[]> {
  return new Map(weights.map(([name, { shape }]) => [name, shape.map(Number)]));
}
