import type { ModelInfo } from '../property-model';

/** Choudhary and DeCost, npj Comput. Mater. 7, 185 (2021). */
export const alignnInfo: ModelInfo = {
  name: 'ALIGNN',
  version: '2.0.0',
  description: 'Atomistic line graph neural network: bonds and the angles between them.',
  supportedProperties: ['bandgap', 'formation_energy', 'elastic_moduli', 'dielectric'],
};
