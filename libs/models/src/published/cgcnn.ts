import type { PublishedFile, Recipe, ReportedError } from './recipe';
import { CGCNN } from './repositories';

const ATOM_FEATURES: PublishedFile = {
  path: 'data/sample-regression/atom_init.json',
  bytes: 28_392,
  sha256: 'cb90bd2257dbf8cfc4e6b2b6d4348d4616e8e9680f1339b1461137032e0f1894',
};

interface Trained {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly of: string;
  /** Crystals in the training set, from table II of the paper. */
  readonly crystals: number;
  readonly error: ReportedError;
}

function recipe({ file, bytes, sha256, of, crystals, error }: Trained): Recipe {
  return {
    name: `CGCNN-${file}`,
    version: '1.0.0',
    family: 'CGCNN',
    architecture: 'cgcnn',
    format: 'cgcnn',
    description: `Crystal graph convolutional neural network for the ${of}.`,
    repository: CGCNN,
    files: [{ path: `pre-trained/${file}.pth.tar`, bytes, sha256 }, ATOM_FEATURES],
    training: { set: 'Materials Project', functional: 'PBE', crystals },
    reported: { set: 'test', errors: [error] },
    citation:
      'T. Xie, J. C. Grossman, Crystal graph convolutional neural networks for an accurate and ' +
      'interpretable prediction of material properties, Phys. Rev. Lett. 120, 145301 (2018), ' +
      'https://doi.org/10.1103/PhysRevLett.120.145301',
  };
}

export const CGCNN_RECIPES: readonly Recipe[] = [
  recipe({
    file: 'formation-energy-per-atom',
    bytes: 791_195,
    sha256: 'e2f8bb910744f2c2f21d968285b6fd4316d795d0f3e7465ed0e3b4f3c92651a1',
    of: 'formation energy',
    crystals: 28_046,
    error: { property: 'formation_energy', mae: 0.039, unit: 'eV/atom' },
  }),
  recipe({
    file: 'band-gap',
    bytes: 791_173,
    sha256: 'd269775b9be0995c046abed3dd6556c281a3eff7b2e1d73cf81b99e2a1d4aa6c',
    of: 'band gap',
    crystals: 16_458,
    error: { property: 'bandgap', mae: 0.388, unit: 'eV' },
  }),
  recipe({
    file: 'bulk-moduli',
    bytes: 791_176,
    sha256: '0a3f66b9a0ee6acef11bb852717424a6c3560073239c17bdbea568cc43816dd3',
    of: 'bulk modulus (Voigt-Reuss-Hill)',
    crystals: 2_041,
    error: { property: 'bulk_modulus', mae: 0.054, unit: 'log10 GPa' },
  }),
  recipe({
    file: 'shear-moduli',
    bytes: 791_176,
    sha256: '34173bc59a0a8f9f74021155b304b74d9e709b1ff241d3f02e83031c9deb216c',
    of: 'shear modulus (Voigt-Reuss-Hill)',
    crystals: 2_041,
    error: { property: 'shear_modulus', mae: 0.087, unit: 'log10 GPa' },
  }),
];
