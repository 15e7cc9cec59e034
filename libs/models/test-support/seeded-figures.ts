import { Lattice, Structure, type Matrix3, type Vector3 } from '@nano-os/crystal';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SeededWeight } from './seeded-weights';

/** What one of the authors' networks answers with seeded weights. */
export interface SeededNetwork {
  /** As our networks have it. */
  readonly config: Readonly<Record<string, unknown>>;
  /** By the authors' names. */
  readonly weights: Readonly<Record<string, SeededWeight>>;
  /** For each crystal, for each output; null where neighbours tie, so that there is none. */
  readonly values: readonly (number | null | readonly number[])[];
}

interface Figures extends Readonly<
  Record<'cgcnn' | 'matgl' | 'fidelities' | 'keras', SeededNetwork>
> {
  readonly crystals: readonly {
    readonly name: string;
    readonly lattice: Matrix3;
    readonly species: readonly string[];
    readonly frac: readonly Vector3[];
  }[];
}

/** Made by bench/peers/seeded_networks.py. */
function read(name: string): Figures {
  const path = join(__dirname, '../test-figures', name);
  return JSON.parse(readFileSync(path, 'utf8')) as Figures;
}

export const TORCH = read('seeded-torch.json');
export const KERAS = read('seeded-keras.json');

/** The crystals that the figures are of: small, most without symmetry. */
export const SEEDED_CRYSTALS: readonly Structure[] = TORCH.crystals.map(
  ({ lattice, species, frac }) => new Structure(Lattice.fromRows(lattice), species, frac),
);
