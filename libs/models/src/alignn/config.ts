import { choice, list, object, refuse, text, type Check } from '../cards/checks';
import {
  checkedConfig,
  count,
  countOrNone,
  cutoff,
  elements,
  gaussians,
  size,
} from '../graphs/config-checks';
import type { Gaussians } from '../layers/gaussians';

interface Fields {
  /** Symbols in the order of the rows of `atom_features`. */
  readonly elements: readonly string[];
  /** How many nearest neighbours an atom has at least. */
  readonly neighbours: number;
  /** How far to look for them, Å. */
  readonly cutoff: number;
  /** In which distances are expanded. */
  readonly gaussians: Gaussians;
  /** In which cosines of angles are expanded. */
  readonly angleGaussians: Gaussians;
  /** Features of an element in `atom_features`. */
  readonly features: number;
  /** Features between the Gaussians and the first convolution. */
  readonly embeddingSize: number;
  /** Features of atoms, bonds and angles in the convolutions. */
  readonly hiddenSize: number;
  /** Layers that update atoms, bonds and angles. */
  readonly alignnLayers: number;
  /** Layers after them, that update atoms and bonds. */
  readonly gcnLayers: number;
  readonly outputs: readonly string[];
  /** What has been applied to the values that were learnt, whose inverse comes last. */
  readonly link: 'identity' | 'log' | 'logit';
}

/** The shape of an ALIGNN. */
export interface AlignnConfig extends Fields {
  readonly known: ReadonlySet<string>;
}

const fields = object<Fields>({
  elements,
  neighbours: count,
  cutoff,
  gaussians,
  angleGaussians: gaussians,
  features: size,
  embeddingSize: size,
  hiddenSize: size,
  alignnLayers: countOrNone,
  gcnLayers: countOrNone,
  outputs: list(text(/^[a-z][a-z0-9_]*$/, 'a name in lower case', 50), 1, 16),
  link: choice('identity', 'log', 'logit'),
});

const consistent: Check<Fields> = (value, path) => {
  const config = fields(value, path);
  const { alignnLayers, gcnLayers, outputs } = config;
  if (alignnLayers + gcnLayers === 0) refuse(`${path}.gcnLayers`, '1 or more', gcnLayers);
  if (new Set(outputs).size < outputs.length) refuse(`${path}.outputs`, 'each once', outputs);
  return config;
};

/** @throws {ModelError} bad-config */
export function parseConfig(value: unknown): AlignnConfig {
  const config = checkedConfig(consistent, value);
  return { ...config, known: new Set(config.elements) };
}
