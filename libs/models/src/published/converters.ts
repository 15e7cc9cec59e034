import { convertAlignn } from '../alignn/convert-alignn';
import type { CardProperty } from '../cards/card';
import { convertCgcnn } from '../cgcnn/convert';
import { convertM3gnetMatgl } from '../m3gnet/convert-matgl';
import { convertMegnetKeras } from '../megnet/convert-keras';
import { convertMegnetMatgl } from '../megnet/convert-matgl';
import type { StoredTensor } from '../safetensors';
import type { Format } from './recipe';

/** What the files of a model from elsewhere come to, with the names that our networks use. */
export interface Converted {
  readonly config: Readonly<Record<string, unknown>>;
  readonly properties: readonly CardProperty[];
  readonly elements: readonly string[];
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

/**
 * @param files by their name, without folders
 * @throws {ModelError} bad-checkpoint and the like, saying what is wrong with which file
 */
export type Converter = (files: ReadonlyMap<string, Uint8Array>) => Converted;

export const CONVERTERS: Readonly<Record<Format, Converter>> = {
  alignn: convertAlignn,
  cgcnn: convertCgcnn,
  'megnet-matgl': convertMegnetMatgl,
  'megnet-keras': convertMegnetKeras,
  'm3gnet-matgl': convertM3gnetMatgl,
};
