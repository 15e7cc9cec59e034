import { object } from '../cards/checks';
import { checkedConfig, count, cutoff, elements, gaussians, size } from '../graphs/config-checks';
import type { Gaussians } from '../layers/gaussians';

interface Fields {
  /** Symbols in the order of the rows of `atom_features`. */
  readonly elements: readonly string[];
  /** How many nearest neighbours an atom has. */
  readonly neighbours: number;
  /** How far to look for them, Å. */
  readonly cutoff: number;
  /** In which distances are expanded. */
  readonly gaussians: Gaussians;
  /** Features of an element in `atom_features`. */
  readonly features: number;
  /** Features of an atom in the convolutions. */
  readonly atomSize: number;
  readonly convolutions: number;
  /** Features of a crystal after pooling. */
  readonly hiddenSize: number;
  readonly hiddenLayers: number;
}

/** The shape of a CGCNN. */
export interface CgcnnConfig extends Fields {
  readonly known: ReadonlySet<string>;
}

const fields = object<Fields>({
  elements,
  neighbours: count,
  cutoff,
  gaussians,
  features: size,
  atomSize: size,
  convolutions: count,
  hiddenSize: size,
  hiddenLayers: count,
});

/** @throws {ModelError} bad-config */
export function parseConfig(value: unknown): CgcnnConfig {
  const config = checkedConfig(fields, value);
  return { ...config, known: new Set(config.elements) };
}
