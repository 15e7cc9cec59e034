import { matglFiles } from './matgl-files';
import type { Recipe, ReportedError } from './recipe';
import { MATGL } from './repositories';

const COMMON = {
  version: '1.0.0',
  family: 'M3GNET',
  architecture: 'm3gnet',
  format: 'm3gnet-matgl',
  repository: MATGL,
} as const;

const UNIVERSAL_POTENTIAL =
  'C. Chen, S. P. Ong, A universal graph deep learning interatomic potential for the periodic ' +
  'table, Nat. Comput. Sci. 2, 718 (2022), https://doi.org/10.1038/s43588-022-00349-3';

const MATPES =
  'A. D. Kaplan, R. Liu, J. Qi, T. W. Ko, B. Deng, J. Riebesell, G. Ceder, K. A. Persson, ' +
  'S. P. Ong, A foundational potential energy surface dataset for materials, arXiv:2503.04070 (2025)';

/** @param energy eV/atom @param forces eV/Å @param stresses GPa */
const potentialErrors = (energy: number, forces: number, stresses: number): ReportedError[] => [
  { property: 'energy', mae: energy, unit: 'eV/atom' },
  { property: 'forces', mae: forces, unit: 'eV/Å' },
  { property: 'stresses', mae: stresses, unit: 'GPa' },
];

export const M3GNET_RECIPES: readonly Recipe[] = [
  {
    ...COMMON,
    name: 'M3GNet-MP-2018.6.1-Eform',
    description: 'Materials 3-body Graph Network for the formation energy.',
    files: matglFiles('M3GNet-MP-2018.6.1-Eform', {
      'model.json': [3_632, 'a99ca70012706a09434617a793556bbd100423dafaa9f9ebb8708fd20e226575'],
      'model.pt': [2_527, 'd4d6a8b5c871fff515db4948ea7439d8c7825a9ee3240567afeedabadd686b58'],
      'state.pt': [1_613_923, '166d4dba4aadbc5feb27e8aa047145facbcdadb9c5de067768e00515be3b3c1f'],
    }),
    training: { set: 'Materials Project, 1 June 2018', functional: 'PBE', crystals: 62_315 },
    reported: {
      set: 'test',
      errors: [{ property: 'formation_energy', mae: 0.019, unit: 'eV/atom' }],
    },
    citation: UNIVERSAL_POTENTIAL,
  },
  {
    ...COMMON,
    name: 'M3GNet-MP-2021.2.8-PES',
    description: 'Materials 3-body Graph Network for the energy, forces and stresses.',
    files: matglFiles('M3GNet-MP-2021.2.8-PES', {
      'model.json': [5_211, '05e7db8676ceb37eb07848aff49c556b188699e1035f3df0cbbf1a2c4959148f'],
      'model.pt': [672_717, '62678f76fbc5d8997ea1d7f3c4bf086df200102125c802b32b08ce14fbcde25b'],
      'state.pt': [1_228_529, 'a9aa723705bd1a242ec8749332f137811c4a94e17995a564f8f94a9aca68061b'],
    }),
    training: {
      set: 'Relaxations of the Materials Project, 8 February 2021',
      functional: 'PBE',
      crystals: 167_378,
    },
    reported: { set: 'validation', errors: potentialErrors(0.021, 0.072, 0.38) },
    citation: UNIVERSAL_POTENTIAL,
  },
  {
    ...COMMON,
    name: 'M3GNet-MatPES-PBE-v2025.1-PES',
    description: 'Materials 3-body Graph Network for the energy, forces and stresses.',
    files: matglFiles('M3GNet-MatPES-PBE-v2025.1-PES', {
      'model.json': [5_593, '6ab754c8593efef1005a37882a27b25417153bfd0b5624d0943901f18116b552'],
      'model.pt': [4_038, '94b511e45d576cb38a54e2d952fac1eb66e179fb3cddf48ccd86bf4f689f86df'],
      'state.pt': [2_733_214, '9f710eac88ec2c666c8e488883c59768cf11c116f177e9d82896ae56f3fc338d'],
    }),
    training: { set: 'MatPES 2025.1', functional: 'PBE', crystals: 391_240 },
    reported: { set: 'test', errors: potentialErrors(0.045, 0.181, 0.888) },
    citation: MATPES,
  },
  {
    ...COMMON,
    name: 'M3GNet-MatPES-r2SCAN-v2025.1-PES',
    description: 'Materials 3-body Graph Network for the energy, forces and stresses.',
    files: matglFiles('M3GNet-MatPES-r2SCAN-v2025.1-PES', {
      'model.json': [5_289, '50fc9e0db095c22412c97fb5436dc8bcf6a58eda4c87c3e5090fe5bdfa3d6b19'],
      'model.pt': [4_038, '3ebc5de43da48b2e042e6258e5209c0d13d43a5ba566e8fdcb52df091d042602'],
      'state.pt': [2_733_214, 'b9b3234afc655b282c7930ff32cb5a5f98edde4a93475b0d4605b59c161fe483'],
    }),
    training: { set: 'MatPES 2025.1', functional: 'r2SCAN', crystals: 349_017 },
    reported: { set: 'test', errors: potentialErrors(0.044, 0.21, 0.97) },
    citation: MATPES,
  },
];
