import { elementByNumber } from '@nano-os/crystal';

/** The first elements of the periodic table, up to iodine. */
const ELEMENTS = Array.from({ length: 53 }, (_, index) => elementByNumber(index + 1)?.symbol ?? '');

/** A CGCNN small enough for tests of everything but its accuracy. */
export const TINY_CGCNN = {
  elements: ELEMENTS,
  neighbours: 12,
  cutoff: 8,
  gaussians: { first: 0, last: 8, count: 9, sharpness: 2 },
  features: 5,
  atomSize: 6,
  convolutions: 2,
  hiddenSize: 7,
  hiddenLayers: 2,
};

/** A MEGNet of two outputs, as small. */
export const TINY_MEGNET = {
  elements: ELEMENTS,
  cutoff: 4.2,
  gaussians: { first: 0, last: 5, count: 9, sharpness: 2 },
  embeddingSize: 4,
  stateSize: 3,
  encoder: [7, 5],
  update: [6, 7, 5],
  blocks: 2,
  readout: [6, 4],
  activateUpdates: true,
  set2set: { size: 5, steps: 2, projected: false, gate: 'sigmoid', keepsCell: true },
  outputs: ['first', 'second'],
};
