import type { Dtype } from '../../safetensors/stored-tensor';
import { Helper } from '../pickle/values';

/** The classes of PyTorch's storages, by their names in the module `torch`. */
export const STORAGE_TYPES: Readonly<Record<string, Dtype>> = {
  DoubleStorage: 'F64',
  FloatStorage: 'F32',
  HalfStorage: 'F16',
  BFloat16Storage: 'BF16',
  LongStorage: 'I64',
  IntStorage: 'I32',
  ShortStorage: 'I16',
  CharStorage: 'I8',
  ByteStorage: 'U8',
  BoolStorage: 'BOOL',
};

/** Such a class, as a pickle refers to it. */
export class StorageType extends Helper {
  constructor(readonly dtype: Dtype) {
    super();
  }
}

/** Values that tensors are windows on. The pickle only names them; they follow after it. */
export class Storage extends Helper {
  constructor(
    readonly key: string,
    readonly dtype: Dtype,
    /** Of values. */
    readonly count: number,
  ) {
    super();
  }
}
