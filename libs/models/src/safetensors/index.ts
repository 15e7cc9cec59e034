export { readSafetensors, type Safetensors } from './read-safetensors';
export { toFloat32, toFloat64, type Dtype, type StoredTensor } from './stored-tensor';
export { writeSafetensors } from './write-safetensors';
