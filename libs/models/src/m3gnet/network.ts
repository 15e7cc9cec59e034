import type { Network } from '../network';
import { build } from './build';
import { collateWhole } from './collate';
import { parseConfig, type M3gnetConfig } from './config';
import { decode } from './decode';
import { collateDistinct } from './distinct/collate';
import { featurise } from './featurise';
import { isDistinct, isWhole, type M3gnetGraph } from './graph';
import { potential } from './potential';

/**
 * What a bond costs beside one of the networks that batches are cut for: it passes through some
 * sixty layers, forth and back. So batches are dealt with at once.
 */
const COST_OF_BOND = 48;

/**
 * The Materials 3-body Graph Network. Chen, Ong, A universal graph deep learning interatomic
 * potential for the periodic table, Nat. Comput. Sci. 2, 718 (2022).
 */
export const m3gnet: Network<M3gnetConfig, M3gnetGraph> = {
  architecture: 'm3gnet',
  parseConfig,
  graphKey: ({ elements, cutoff, threeBodyCutoff, readout }) => {
    const atoms = readout === 'energy' ? 'all' : `distinct ${threeBodyCutoff}`;
    return `m3gnet ${cutoff} ${atoms} ${elements.join()}`;
  },
  featurise,
  costOf: ({ source }) => COST_OF_BOND * source.length,
  collate: (graphs, config) =>
    config.readout === 'energy'
      ? collateWhole(graphs.filter(isWhole), config)
      : collateDistinct(graphs.filter(isDistinct)),
  build,
  potential,
  decode,
};
