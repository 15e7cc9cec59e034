import { Lattice, Structure, type Matrix3, type Vector3 } from '@nano-os/crystal';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alignn, type AlignnConfig } from '../src/alignn';
import { atomFeatures } from '../src/alignn/atom-features';
import { configOf } from '../src/alignn/config-of-checkpoint';
import { renameAlignn } from '../src/alignn/rename';
import { stored, TensorTable } from '../src/conversion/tensor-table';
import type { StoredTensor } from '../src/safetensors';
import { seededTensors, type SeededWeight } from './seeded-weights';
import type { StepFigures } from './training-figures';

/** What the authors' ALIGNN answers with seeded weights, in double precision. */
interface AlignnFigures {
  /** The model's part of the authors' configuration. */
  readonly model: Readonly<Record<string, unknown>>;
  /** By the authors' names. */
  readonly weights: Readonly<Record<string, SeededWeight>>;
  /** One a crystal. */
  readonly values: readonly number[];
  /** By the index of a golden crystal. */
  readonly golden: Readonly<Record<string, number>>;
}

/** Made by bench/peers/alignn_figures.py. */
const FIGURES = JSON.parse(
  readFileSync(join(__dirname, '../test-figures/alignn.json'), 'utf8'),
) as Readonly<Record<'published' | 'small', AlignnFigures>> & {
  readonly crystals: readonly {
    readonly name: string;
    readonly lattice: Matrix3;
    readonly species: readonly string[];
    readonly frac: readonly Vector3[];
  }[];
  readonly training: StepFigures & { readonly crystals: readonly number[] };
};

/** The crystals that the figures are of: prototypes, and such as have no symmetry. */
export const ALIGNN_CRYSTALS = FIGURES.crystals.map(({ name, lattice, species, frac }) => ({
  name,
  structure: new Structure(Lattice.fromRows(lattice), species, frac),
}));

export const ALIGNN_TRAINING = FIGURES.training;

/** One of the networks that the figures are of. */
export interface SeededAlignn extends Pick<AlignnFigures, 'values' | 'golden'> {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly config: AlignnConfig;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

export function seededAlignn(name: 'published' | 'small'): SeededAlignn {
  const { model, weights, values, golden } = FIGURES[name];
  const raw = configOf({ model });
  const config = alignn.parseConfig(raw);
  const tensors = new Map([
    ['atom_features', stored(atomFeatures().features)],
    ...renameAlignn(new TensorTable(seededTensors(weights)), config),
  ]);
  return { raw, config, tensors, values, golden };
}
