import { costOfCrystal, type CrystalGraph } from '../graphs/crystal-graph';
import { collateGraphs } from '../graphs/collate-graphs';
import { scalarOutputs } from '../graphs/scalar-outputs';
import type { Network } from '../network';
import { build } from './build';
import { parseConfig, type CgcnnConfig } from './config';
import { featurise } from './featurise';

/** Crystal graph convolutional network: Xie and Grossman, Phys. Rev. Lett. 120, 145301 (2018). */
export const cgcnn: Network<CgcnnConfig, CrystalGraph> = {
  architecture: 'cgcnn',
  parseConfig,
  graphKey: ({ neighbours, cutoff }) => `cgcnn: ${neighbours} nearest within ${cutoff} Å`,
  featurise,
  costOf: costOfCrystal,
  collate: collateGraphs,
  build,
  decode: scalarOutputs,
};
