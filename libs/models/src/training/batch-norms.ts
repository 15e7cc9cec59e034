import {
  add,
  constant,
  div,
  expandDims,
  mul,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
} from '@nano-os/tensor';
import { NORM_EPSILON, type Norms } from '../layers/norms';
import type { WeightSource } from '../network';

/** What a batch norm saw of a batch. */
export interface BatchStatistics {
  /** Of the weights: `name.mean` and `name.variance` follow these. */
  readonly name: string;
  readonly size: number;
  /** [size] */
  readonly mean: Tensor;
  /** [size], biased */
  readonly variance: Tensor;
  /** Rows, copies counted. */
  readonly rows: Tensor;
}

/**
 * Batch norms with the statistics of the batch, as a network is trained with: rows count as often
 * as there are copies of them, so that a merged graph has the statistics of the whole one.
 * @param seen gets what each norm saw, in the order of the network
 */
export function batchNorms(weights: WeightSource, seen: BatchStatistics[]): Norms {
  return (name, size) => ({
    apply: (x, copies) => {
      const rows = sum(copies, [0]);
      const share = div(expandDims(copies, 1), rows);
      const mean = sum(mul(x, share), [0]);
      const offset = sub(x, mean);
      const variance = sum(mul(square(offset), share), [0]);
      seen.push({ name, size, mean, variance, rows });
      const scale = div(
        weights(`${name}.scale`, [size]),
        sqrt(add(variance, constant(NORM_EPSILON))),
      );
      return add(mul(offset, scale), weights(`${name}.shift`, [size]));
    },
  });
}
