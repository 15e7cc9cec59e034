import { cutBatches, type Sample } from '../training/batches';
import { ADAM, Adam, clipGradient } from '../training/optimise/adam';
import { rateAt } from '../training/optimise/schedule';
import { Random } from '../training/random';
import type { TaskRunner } from './task-runner';

/** How weights are changed. */
export interface FitOptions {
  /** The highest learning rate. */
  readonly rate: number;
  /** Of the schedule; fewer may be run. */
  readonly epochs: number;
  readonly batch: number;
  /** How much of what weights have moved a step takes back, times the rate. */
  readonly weightDecay: number;
  readonly seed: number;
  /** Aborted between batches. */
  readonly signal?: AbortSignal;
}

/** Share of the steps in which the rate rises from 0. */
const WARM_UP = 0.05;
/** Longer gradients are shortened to this length. */
const CLIP = 1;
/** How much of the average of the weights is kept at a step. */
const KEPT = 0.95;

/**
 * Trains weights on samples, epoch by epoch: Adam along half a cosine, with decay towards the start
 * (Li, Grandvalet and Davoine, arXiv:1802.01483). It ends early when the loss is not finite.
 * @param start of the trained weights
 * @returns after each epoch, an average of the weights over the last steps, which moves less from
 *   batch to batch than they do
 */
export async function* fit(
  runner: TaskRunner,
  start: Float32Array,
  samples: readonly Sample[],
  { rate, epochs, batch, weightDecay, seed, signal }: FitOptions,
): AsyncGenerator<Float32Array, undefined> {
  const weights = start.slice();
  const average = start.slice();
  // Steps are those of the difference from the start, so that decay pulls back there and not to 0.
  const moved = new Float32Array(start.length);
  const adam = new Adam(moved.length, { ...ADAM, weightDecay });
  const random = new Random(seed);
  const order = Int32Array.from(samples, (_, index) => index);
  const steps = Math.ceil(order.length / batch) * epochs;
  const schedule = { kind: 'cosine', rate, warmUp: WARM_UP } as const;
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const part of cutBatches(random.shuffle(order.slice()), batch)) {
      signal?.throwIfAborted();
      const chosen = Array.from(part, (index) => samples[index]).filter((s) => s !== undefined);
      const { loss, gradient } = await runner.step(weights, chosen);
      if (!Number.isFinite(loss)) return undefined;
      clipGradient(gradient, CLIP);
      adam.step(moved, gradient, rateAt(schedule, step, steps, epochs));
      for (let i = 0; i < weights.length; i++) weights[i] = (start[i] ?? 0) + (moved[i] ?? 0);
      step += 1;
      const kept = Math.min(KEPT, step / (step + 10));
      for (let i = 0; i < average.length; i++) {
        average[i] = kept * (average[i] ?? 0) + (1 - kept) * (weights[i] ?? 0);
      }
    }
    yield average.slice();
  }
  return undefined;
}
