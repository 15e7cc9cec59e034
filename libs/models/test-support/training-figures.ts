import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredTensor } from '../src/safetensors';
import type { SeededWeight } from './seeded-weights';

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

/** matgl's M3GNet: one step for a value of crystals, and the loss and gradient of a potential. */
export const M3GNET_TRAINING = JSON.parse(
  readFileSync(join(__dirname, '../test-figures/m3gnet-training.json'), 'utf8'),
) as {
  readonly rate: number;
  readonly decay: number;
  readonly intensive: StepFigures & SeededM3gnet;
  readonly potential: SeededM3gnet &
    Pick<StepFigures, 'loss' | 'gradients'> & {
      /** Of the loss, by kind: what an error of 1 is. */
      readonly units: Readonly<Record<'energy' | 'forces' | 'stresses', number>>;
      /** And how much it counts. */
      readonly shares: Readonly<Record<'energy' | 'forces' | 'stresses', number>>;
      /** Energies of the elements' atoms, eV. */
      readonly references: readonly number[];
      /** Of an atom of each crystal, eV; of all atoms, eV/Å; of each crystal, GPa. */
      readonly targets: Readonly<Record<'energy' | 'forces' | 'stresses', readonly number[]>>;
    };
};

/** Made by bench/peers/m3gnet_training_figures.py, in double precision. */
interface SeededM3gnet {
  readonly config: Readonly<Record<string, unknown>>;
  readonly weights: Readonly<Record<string, SeededWeight>>;
}

/** Numbers as tensors, to be renamed as weights are. */
export function tensorsOf(numbers: Readonly<Record<string, Numbers>>): Map<string, StoredTensor> {
  return new Map(
    Object.entries(numbers).map(([name, [shape, values]]) => [
      name,
      { dtype: 'F32', shape, data: Float32Array.from(values) },
    ]),
  );
}
