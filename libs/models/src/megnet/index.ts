import { collateGraphs } from '../graphs/collate-graphs';
import { costOfCrystal, type CrystalGraph } from '../graphs/crystal-graph';
import { scalarOutputs } from '../graphs/scalar-outputs';
import type { Network } from '../network';
import { build } from './build';
import { parseConfig, type MegnetConfig } from './config';
import { featurise } from './featurise';

/** Materials graph network: Chen, Ye, Zuo, Zheng and Ong, Chem. Mater. 31, 3564 (2019). */
export const megnet: Network<MegnetConfig, CrystalGraph> = {
  architecture: 'megnet',
  parseConfig,
  graphKey: ({ cutoff }) => `megnet: bonds up to ${cutoff} Å`,
  featurise,
  costOf: costOfCrystal,
  collate: collateGraphs,
  build,
  decode: scalarOutputs,
};
