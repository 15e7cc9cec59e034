export { badCheckpoint } from './bad-checkpoint';
export { readKerasHdf5, type KerasModel } from './keras/read-keras-hdf5';
export type { InertObject, TorchKey, TorchMap, TorchTensor, TorchValue } from './pickle/values';
export { readTorchCheckpoint } from './torch/read-torch-checkpoint';
export { readZip, type ZippedFile } from './zip/read-zip';
