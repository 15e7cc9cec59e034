import { scalarOutputs } from '../graphs/scalar-outputs';
import type { Network } from '../network';
import { build } from './build';
import { collate } from './collate';
import { parseConfig, type AlignnConfig } from './config';
import { featurise } from './featurise';
import type { AlignnGraph } from './graph';

export type { AlignnConfig } from './config';
export type { AlignnGraph } from './graph';

/** Atomistic line graph network: Choudhary and DeCost, npj Comput. Mater. 7, 185 (2021). */
export const alignn: Network<AlignnConfig, AlignnGraph> = {
  architecture: 'alignn',
  parseConfig,
  graphKey: ({ neighbours, cutoff }) => `alignn: ${neighbours} nearest within ${cutoff} Å`,
  featurise,
  costOf: ({ angles }) => angles.receiver.length,
  collate,
  build,
  decode: scalarOutputs,
};
