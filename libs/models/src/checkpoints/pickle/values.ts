import type { StoredTensor } from '../../safetensors/stored-tensor';

/** A tensor of a checkpoint: its values are a contiguous copy in row-major order. */
export type TorchTensor = StoredTensor & { readonly kind: 'tensor' };

/** An instance of a Python class that is kept as what was written of it; nothing of the class is run. */
export interface InertObject {
  readonly kind: 'object';
  /** With its module, such as `matgl.data.transformer.Normalizer`. */
  readonly className: string;
  readonly args: readonly TorchValue[];
  /** Its attributes, mostly as a map; null when none were written. */
  readonly state: TorchValue;
}

export type TorchKey = string | number | bigint | boolean;
export type TorchMap = Map<TorchKey, TorchValue>;

/**
 * What a pickle holds: None as null, whole numbers as numbers where they are safe and else as bigint,
 * lists and tuples as arrays, every dictionary as a map.
 */
export type TorchValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | TorchTensor
  | InertObject
  | TorchValue[]
  | TorchMap;

/** Something that a pickle only uses on the way and that must not be left over: a class, a storage. */
export abstract class Helper {
  // Sets these classes apart from plain values for the compiler, too.
  protected readonly isHelper = true;
}

/** While a pickle is read. */
export type Part = TorchValue | Helper | Part[];
