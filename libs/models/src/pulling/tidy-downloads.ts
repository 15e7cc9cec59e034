import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Recipe } from '../published/recipe';
import { PUBLISHED } from '../published/recipes';
import { downloadsFolder } from '../store/layout';
import type { ModelStore } from '../store/model-store';

/** A file, or the part of one that has come, under its digest. */
const DOWNLOAD = /^([0-9a-f]{64})(?:\.part)?$/;

/**
 * Deletes what was fetched and is of no more use. What belongs to a model that is not installed
 * stays: it was cut off and may go on.
 */
export async function tidyDownloads(store: ModelStore, recipes: readonly Recipe[]): Promise<void> {
  const installed = new Set(await store.names());
  const wanted = new Set(
    [...PUBLISHED, ...recipes]
      .filter(({ name }) => !installed.has(name))
      .flatMap(({ files }) => files.map(({ sha256 }) => sha256)),
  );
  const folder = downloadsFolder(store.directory);
  for (const name of await readdir(folder)) {
    const digest = DOWNLOAD.exec(name)?.[1];
    if (digest !== undefined && !wanted.has(digest)) await rm(join(folder, name), { force: true });
  }
}
