import type { FoundFile } from './scan-tree';

/** Ends of the names of files in which programs keep weights. */
const WEIGHTS = /\.(pt|pth|tar|ckpt|h5|hdf5|keras|safetensors|onnx|npz|pkl|zip)$/i;

/** Whether someone may expect a model to come of a file, so that it is told when none does. */
export function isWeights({ name }: FoundFile): boolean {
  return WEIGHTS.test(name);
}
