import {
  abs,
  add,
  constant,
  div,
  greater,
  maximum,
  minimum,
  mul,
  relu,
  square,
  sub,
  sum,
  where,
  type Tensor,
} from '@nano-os/tensor';

/** What is made small, of the differences between outputs and targets in units of `scale`. */
export interface Loss {
  readonly kind: 'l1' | 'huber' | 'l2';
  /** Where Huber's loss goes over from a parabola to a line. */
  readonly delta: number;
}

/** One target of a training. */
export interface Target {
  /** The output that is to become it. */
  readonly output: string;
  /** Share of this target in the loss. */
  readonly weight: number;
  /**
   * The output of a crystal whose target is the least that there can be (a metal's gap) may be
   * below it: only what lies above counts as an error, and the answer is clipped when it is served.
   * In normalised units; undefined where there is no such bound.
   */
  readonly floor?: number;
  /** What an error of 1 is, of outputs that come in units of their own; 1 when left out. */
  readonly unit?: number;
}

/**
 * Mean over the targets that are known, each with its weight.
 * @param outputs float, of each target
 * @param column the inputs beside those of the network, of the shape of the output: targets,
 *   normalised as the outputs are, anything where there is none; and 1 where there is one, else 0
 */
export function lossOf(
  outputs: readonly Tensor[],
  targets: readonly Target[],
  loss: Loss,
  column: (of: 'targets' | 'known', index: number) => Tensor,
): Tensor {
  return targets
    .map((target, index) => {
      const output = outputs[index];
      if (!output) throw new Error(`No output for ${target.output}`);
      const known = column('known', index);
      const errors = penalty(differenceOf(output, column('targets', index), target), loss);
      const count = maximum(sum(known), constant(1));
      return mul(div(sum(mul(errors, known)), count), constant(target.weight));
    })
    .reduce((total, part) => add(total, part));
}

function differenceOf(output: Tensor, target: Tensor, { floor }: Target): Tensor {
  const difference = sub(output, target);
  if (floor === undefined) return difference;
  // Half-way between the floor and the least gap that data tell from it.
  const isAbove = greater(target, constant(floor + FLOOR_TOLERANCE));
  return where(isAbove, difference, relu(sub(output, constant(floor))));
}

const FLOOR_TOLERANCE = 1e-4;

function penalty(difference: Tensor, { kind, delta }: Loss): Tensor {
  switch (kind) {
    case 'l1':
      return abs(difference);
    case 'l2':
      return square(difference);
    case 'huber': {
      const size = abs(difference);
      const inner = minimum(size, constant(delta));
      // ½ min(|d|, δ)² + δ (|d| − min(|d|, δ)), which is Huber's on either side.
      return add(mul(square(inner), constant(0.5)), mul(sub(size, inner), constant(delta)));
    }
  }
}
