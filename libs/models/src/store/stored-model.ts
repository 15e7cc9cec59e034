import { readCard, writeCard } from '../cards/card-bytes';
import type { ModelCard } from '../cards/card';
import { digestOf, sha256 } from '../cards/digest';
import { ModelError } from '../errors';
import { readSafetensors, writeSafetensors, type StoredTensor } from '../safetensors';
import { WEIGHTS_FILE } from './layout';

/** A model as it lies on disk, read whole and checked against its digest. */
export interface StoredModel {
  readonly card: ModelCard;
  /** Of what its answers come from; see {@link digestOf}. */
  readonly digest: string;
  /** The bytes of `weights.safetensors`. */
  readonly weights: Uint8Array;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

/** A card before its file of weights exists. */
export type CardDraft = Omit<ModelCard, 'format' | 'files'>;

/**
 * Puts a card and its weights together as they will lie on disk.
 * @throws {ModelError} bad-card
 */
export function assembleModel(
  draft: CardDraft,
  tensors: ReadonlyMap<string, StoredTensor>,
): StoredModel {
  const weights = writeSafetensors(tensors);
  const card: ModelCard = { ...draft, format: 1, files: { [WEIGHTS_FILE]: sha256(weights) } };
  return readModel(writeCard(card), weights);
}

/**
 * The model that two files hold.
 * @throws {ModelError} bad-card, bad-weights, and those of the reader of weights
 */
export function readModel(cardBytes: Uint8Array, weights: Uint8Array): StoredModel {
  const card = readCard(cardBytes);
  const found = sha256(weights);
  if (found !== card.files[WEIGHTS_FILE]) {
    throw new ModelError(
      'bad-weights',
      `${WEIGHTS_FILE} of ${card.name} is not the file that its card names: its SHA-256 is ` +
        `${found}, not ${String(card.files[WEIGHTS_FILE])}. Install the model again.`,
    );
  }
  return { card, digest: digestOf(card), weights, tensors: readSafetensors(weights).tensors };
}
