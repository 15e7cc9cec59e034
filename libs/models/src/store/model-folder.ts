import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_CARD_BYTES, readCard } from '../cards/card-bytes';
import type { ModelCard } from '../cards/card';
import { ModelError } from '../errors';
import { CARD_FILE, MAX_WEIGHTS_BYTES, WEIGHTS_FILE } from './layout';
import { readPlainFile } from './read-file';
import { readModel, type StoredModel } from './stored-model';

/**
 * Reads the card of a folder that holds one model.
 * @throws {ModelError} bad-store, bad-card; system errors such as ENOENT as they are
 */
export async function readCardOf(folder: string): Promise<ModelCard> {
  await assertFolder(folder);
  return readCard(await readPlainFile(join(folder, CARD_FILE), MAX_CARD_BYTES));
}

/**
 * Reads a folder that holds one model.
 * @throws {ModelError} bad-store, bad-card, bad-weights; system errors such as ENOENT as they are
 */
export async function readModelFolder(folder: string): Promise<StoredModel> {
  await assertFolder(folder);
  const card = await readPlainFile(join(folder, CARD_FILE), MAX_CARD_BYTES);
  const weights = await readPlainFile(join(folder, WEIGHTS_FILE), MAX_WEIGHTS_BYTES);
  return readModel(card, weights);
}

async function assertFolder(path: string): Promise<void> {
  const stat = await lstat(path);
  if (stat.isDirectory()) return;
  throw new ModelError(
    'bad-store',
    `${path} is not a folder: put a copy of the model there instead.`,
  );
}
