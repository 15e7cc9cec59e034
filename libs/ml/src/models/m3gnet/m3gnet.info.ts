import type { ModelInfo } from '../property-model';

/** Chen and Ong, Nat. Comput. Sci. 2, 718 (2022). */
export const m3gnetInfo: ModelInfo = {
  name: 'M3GNET',
  version: '1.0.0',
  description: 'Universal interatomic potential of graphs with three-body interactions.',
  supportedProperties: ['formation_energy', 'forces', 'stresses'],
};
