import { structureOf } from '../calculators/plain-crystal';
import type { Architecture } from '../cards/card';
import { CannotPredict } from '../errors';
import { networkOf } from '../networks';
import type { PlainCrystal } from '../runtime';

export interface FeaturiseRequest {
  readonly architecture: Architecture;
  readonly config: unknown;
  readonly crystals: readonly PlainCrystal[];
}

/** In the order of the crystals. */
export interface Graphs {
  /** Null where there is none. */
  readonly graphs: readonly unknown[];
  /** Why there is none; null where there is one. */
  readonly refused: readonly (string | null)[];
}

/** The graphs that a network makes of crystals. */
export function featurise({ architecture, config, crystals }: FeaturiseRequest): Graphs {
  const network = networkOf(architecture);
  const parsed = network.parseConfig(config);
  const refused: (string | null)[] = [];
  const graphs = crystals.map((crystal) => {
    try {
      const graph = network.featurise(structureOf(crystal), parsed);
      refused.push(null);
      return graph;
    } catch (error) {
      if (!(error instanceof CannotPredict)) throw error;
      refused.push(error.message);
      return null;
    }
  });
  return { graphs, refused };
}
