import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredTensor } from '../src/safetensors';

type Numbers = readonly [shape: readonly number[], values: readonly number[]];

/** One step of training of one of the authors' networks; weights by the authors' names. */
export interface StepFigures {
  readonly rate: number;
  readonly decay: number;
  readonly delta: number;
  readonly targets: readonly number[];
  readonly loss: number;
  readonly gradients: Readonly<Record<string, Numbers>>;
  /** Some weights after the step. */
  readonly after: Readonly<Record<string, Numbers>>;
  /** Running statistics after it. */
  readonly statistics: Readonly<Record<string, Numbers>>;
}

/** Made by bench/peers/training_figures.py, in double precision. */
export const TRAINING = JSON.parse(
  readFileSync(join(__dirname, '../test-figures/training.json'), 'utf8'),
) as {
  readonly optimisers: {
    readonly gradients: readonly (readonly number[])[];
    readonly rate: number;
    readonly decay: number;
    /** Weights after each step. */
    readonly adam: readonly (readonly number[])[];
    readonly adamw: readonly (readonly number[])[];
    /** Rates of each step. */
    readonly oneCycle: readonly number[];
  };
  /** `crystals`: indices of those of the batch. */
  readonly cgcnn: StepFigures & { readonly crystals: readonly number[] };
  readonly matgl: StepFigures;
};

/** Numbers as tensors, to be renamed as weights are. */
export function tensorsOf(numbers: Readonly<Record<string, Numbers>>): Map<string, StoredTensor> {
  return new Map(
    Object.entries(numbers).map(([name, [shape, values]]) => [
      name,
      { dtype: 'F32', shape, data: Float32Array.from(values) },
    ]),
  );
}
