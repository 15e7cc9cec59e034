import { matglFiles } from './matgl-files';
import type { PublishedFile, Recipe } from './recipe';
import { MATGL, MEGNET } from './repositories';

const GRAPH_NETWORKS =
  'C. Chen, W. Ye, Y. Zuo, C. Zheng, S. P. Ong, Graph networks as a universal machine learning ' +
  'framework for molecules and crystals, Chem. Mater. 31, 3564 (2019), ' +
  'https://doi.org/10.1021/acs.chemmater.9b01294';

const COMMON = { version: '2.0.0', family: 'MEGNet', architecture: 'megnet' } as const;

function kerasFiles(name: string, weights: Omit<PublishedFile, 'path'>, config: typeof weights) {
  const path = `mvl_models/mp-2018.6.1/${name}.hdf5`;
  return [
    { path, ...weights },
    { path: `${path}.json`, ...config },
  ];
}

export const MEGNET_RECIPES: readonly Recipe[] = [
  {
    ...COMMON,
    name: 'MEGNet-MP-2018.6.1-Eform',
    format: 'megnet-matgl',
    description: 'MatErials Graph Network for the formation energy.',
    repository: MATGL,
    files: matglFiles('MEGNet-MP-2018.6.1-Eform', {
      'model.json': [1_391, 'd858219134667d55e3c183435475ba248231a67311573373ed7298191f05d0a4'],
      'model.pt': [1_131, '2cafe3234e3ab5987f22b6d2cb6be15a68121046571129ace5ed3fcad1c19624'],
      'state.pt': [796_373, '35381368b17a2783f9ee09af5556cf1d84b74bf786b82d3fadd4acb38c51d040'],
    }),
    training: { set: 'Materials Project, 1 June 2018', functional: 'PBE', crystals: 62_315 },
    reported: {
      set: 'test',
      errors: [{ property: 'formation_energy', mae: 0.028, unit: 'eV/atom' }],
    },
    citation: GRAPH_NETWORKS,
  },
  {
    ...COMMON,
    name: 'MEGNet-MP-2019.4.1-BandGap-mfi',
    format: 'megnet-matgl',
    description:
      'MatErials Graph Network for the band gap at four fidelities: PBE, GLLB-SC, HSE and SCAN.',
    repository: MATGL,
    files: matglFiles('MEGNet-MP-2019.4.1-BandGap-mfi', {
      'model.json': [1_388, '9f8f4b8709e97c6ce25353f6b6c322ce3b5e031c71115cf6b94d5cd794f39bc2'],
      'model.pt': [1_131, '2bf11f0548fc3c0d52718d9f4ca4ccd40c2b6c831b9d5e2c249e5270257eb201'],
      'state.pt': [800_529, '2927ab9646ec3e099a3e42b1358a3c477db7356e2413bfa540fe0106cde628f9'],
    }),
    training: {
      set: 'Materials Project, 1 April 2019, with gaps of higher fidelities',
      functional: 'PBE, GLLB-SC, HSE, SCAN',
      crystals: 48_912,
    },
    reported: { set: 'validation', errors: [{ property: 'bandgap', mae: 0.314, unit: 'eV' }] },
    citation:
      'C. Chen, Y. Zuo, W. Ye, X. Li, S. P. Ong, Learning properties of ordered and disordered ' +
      'materials from multi-fidelity data, Nat. Comput. Sci. 1, 46 (2021), ' +
      'https://doi.org/10.1038/s43588-020-00002-x',
  },
  {
    ...COMMON,
    name: 'MEGNet-MP-2018.6.1-log10K',
    format: 'megnet-keras',
    description: 'MatErials Graph Network for the bulk modulus (Voigt-Reuss-Hill).',
    repository: MEGNET,
    files: kerasFiles(
      'log10K',
      {
        bytes: 822_256,
        sha256: '283e249977d9ac718c92a28590f35bf6ba53f49642469b98e11627a03e24dd05',
      },
      {
        bytes: 2_770,
        sha256: '96415cd0a10c00f174fd8b7560d0df1588f877e9df619f74a0aa702624dd32f4',
      },
    ),
    // Four fifths of the 5,830 crystals with moduli.
    training: { set: 'Materials Project, 1 June 2018', functional: 'PBE', crystals: 4_664 },
    reported: {
      set: 'test',
      errors: [{ property: 'bulk_modulus', mae: 0.05, unit: 'log10 GPa' }],
    },
    citation: GRAPH_NETWORKS,
  },
  {
    ...COMMON,
    name: 'MEGNet-MP-2018.6.1-log10G',
    format: 'megnet-keras',
    description: 'MatErials Graph Network for the shear modulus (Voigt-Reuss-Hill).',
    repository: MEGNET,
    files: kerasFiles(
      'log10G',
      {
        bytes: 822_256,
        sha256: 'f62c31daa7a8d984c7f094ea7e70e4940c14417e4368d7297b567a907430dea2',
      },
      {
        bytes: 2_772,
        sha256: 'c4eda11354f7d240d2a75a8a6aafa67005cc2c6a96351b7330095495a6bbaa79',
      },
    ),
    training: { set: 'Materials Project, 1 June 2018', functional: 'PBE', crystals: 4_664 },
    reported: {
      set: 'test',
      errors: [{ property: 'shear_modulus', mae: 0.079, unit: 'log10 GPa' }],
    },
    citation: GRAPH_NETWORKS,
  },
];
