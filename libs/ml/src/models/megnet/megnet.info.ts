import type { ModelInfo } from '../property-model';

/** Chen, Ye, Zuo, Zheng and Ong, Chem. Mater. 31, 3564 (2019). */
export const megnetInfo: ModelInfo = {
  name: 'MEGNet',
  version: '2.0.0',
  description: 'MatErials Graph Network: convolutions over bonds, atoms and a global state.',
  supportedProperties: ['bandgap', 'formation_energy', 'elastic_moduli'],
};
