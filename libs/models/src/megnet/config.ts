import { choice, list, object, refuse, text, type Check } from '../cards/checks';
import {
  checkedConfig,
  count,
  cutoff,
  elements,
  flag,
  gaussians,
  size,
} from '../graphs/config-checks';
import type { Gaussians } from '../layers/gaussians';

/** How a set of features becomes one vector. */
export interface Set2SetConfig {
  /** Features of the memory; the vector has twice as many. */
  readonly size: number;
  readonly steps: number;
  /** Whether a linear layer comes before; else `size` is that of the features. */
  readonly projected: boolean;
  /** What closes and opens the gates of the memory. */
  readonly gate: 'sigmoid' | 'hard-sigmoid';
  /** Whether a step starts from the memory's cell of the one before, or from an empty one. */
  readonly keepsCell: boolean;
}

interface Fields {
  /** Symbols in the order of the rows of `embedding`. */
  readonly elements: readonly string[];
  /** Bonds are no longer than this, Å. */
  readonly cutoff: number;
  /** In which distances are expanded. */
  readonly gaussians: Gaussians;
  /** Features of an element. */
  readonly embeddingSize: number;
  /** Features of the state of a crystal before the first layer. */
  readonly stateSize: number;
  /** Sizes of the layers that lead into each block. */
  readonly encoder: readonly number[];
  /** Sizes of the layers by which bonds, atoms and state are updated. */
  readonly update: readonly number[];
  readonly blocks: number;
  /** Sizes of the layers at the end, but for the last. */
  readonly readout: readonly number[];
  /** Whether the last layer of an update is activated. */
  readonly activateUpdates: boolean;
  readonly set2set: Set2SetConfig;
  /** One for each row of `state_embedding`: the same network from another initial state. */
  readonly outputs: readonly string[];
}

/** The shape of a MEGNet. */
export interface MegnetConfig extends Fields {
  readonly known: ReadonlySet<string>;
}

const sizes: Check<number[]> = list(size, 1, 16);

const fields = object<Fields>({
  elements,
  cutoff,
  gaussians,
  embeddingSize: size,
  stateSize: size,
  encoder: sizes,
  update: sizes,
  blocks: count,
  readout: sizes,
  activateUpdates: flag,
  set2set: object<Set2SetConfig>({
    size,
    steps: count,
    projected: flag,
    gate: choice('sigmoid', 'hard-sigmoid'),
    keepsCell: flag,
  }),
  outputs: list(text(/^[a-z][a-z0-9_]*$/, 'a name in lower case', 50), 1, 16),
});

/** Blocks add what comes out of them to what went in, so the two have one size. */
const consistent: Check<Fields> = (value, path) => {
  const config = fields(value, path);
  const width = config.update.at(-1);
  const { size: asked, projected } = config.set2set;
  if (config.encoder.at(-1) !== width) refuse(`${path}.encoder`, `${width ?? 0} last`, value);
  if (new Set(config.outputs).size < config.outputs.length) {
    refuse(`${path}.outputs`, 'each once', config.outputs);
  }
  if (!projected && asked !== width) refuse(`${path}.set2set.size`, `${width ?? 0}`, asked);
  return config;
};

/** @throws {ModelError} bad-config */
export function parseConfig(value: unknown): MegnetConfig {
  const config = checkedConfig(consistent, value);
  return { ...config, known: new Set(config.elements) };
}
