import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeCard } from '../src/cards/card-bytes';
import type { StoredModel } from '../src/store/stored-model';

/** Writes the two files of a model into a folder, by hand and not by the store. */
export function layDown(folder: string, { card, weights }: StoredModel): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'card.json'), writeCard(card));
  writeFileSync(join(folder, 'weights.safetensors'), weights);
}
