import type { ModelInfo } from '../property-model';

/** Xie and Grossman, Phys. Rev. Lett. 120, 145301 (2018). */
export const cgcnnInfo: ModelInfo = {
  name: 'CGCNN',
  version: '1.0.0',
  description: 'Crystal graph convolutional neural network.',
  supportedProperties: ['bandgap', 'formation_energy'],
};
