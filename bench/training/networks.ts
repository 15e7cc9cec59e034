import type { TrainingConfiguration } from '@nano-os/models';

type Subject = Pick<TrainingConfiguration, 'family' | 'architecture' | 'network'>;

/** The networks that are timed; bench/peers/training_timings.py makes the same in the authors' codes. */
export const SUBJECTS: Readonly<Record<string, Subject>> = {
  cgcnn: {
    family: 'CGCNN',
    architecture: 'cgcnn',
    network: {
      neighbours: 12,
      cutoff: 8,
      gaussians: { first: 0, last: 8, count: 41, sharpness: 25 },
      atomSize: 64,
      convolutions: 3,
      hiddenSize: 128,
      hiddenLayers: 1,
    },
  },
  megnet: {
    family: 'MEGNet',
    architecture: 'megnet',
    network: {
      cutoff: 4.5,
      gaussians: { first: 0, last: 5.5, count: 60, sharpness: 0.5 },
      embeddingSize: 32,
      stateSize: 2,
      encoder: [64, 32],
      update: [64, 64, 32],
      blocks: 3,
      readout: [32, 16],
      activateUpdates: true,
      set2set: { size: 32, steps: 2, projected: false, gate: 'sigmoid', keepsCell: true },
      outputs: ['value'],
    },
  },
  m3gnet: {
    family: 'M3GNET',
    architecture: 'm3gnet',
    network: {
      cutoff: 4.5,
      threeBodyCutoff: 3.5,
      radialBasis: 'smooth',
      radialOrders: 3,
      degrees: 3,
      tripleOrder: 'other',
      blocks: 2,
      atomSize: 32,
      bondSize: 32,
      hiddenSize: 32,
      readout: 'set2set',
      set2set: { steps: 2, layers: 1 },
      scale: 1,
    },
  },
  alignn: {
    family: 'ALIGNN',
    architecture: 'alignn',
    network: {
      neighbours: 12,
      cutoff: 8,
      gaussians: { first: 0, last: 8, count: 80, sharpness: 9.875 },
      angleGaussians: { first: -1, last: 1, count: 40, sharpness: 19.5 },
      embeddingSize: 64,
      hiddenSize: 64,
      alignnLayers: 2,
      gcnLayers: 2,
      outputs: ['value'],
      link: 'identity',
    },
  },
};
