import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isOwn, type Recipe } from '../published/recipe';
import { PUBLISHED } from '../published/recipes';
import { downloadsFolder } from '../store/layout';
import type { ModelStore } from '../store/model-store';

/** A file, or the part of one that has come, under its digest. */
const DOWNLOAD = /^([0-9a-f]{64})(?:\.part)?$/;

/**
 * Deletes what was fetched and is of no more use. What belongs to a model that was begun and is not
 * installed stays: it was cut off and may go on.
 */
export async function tidyDownloads(store: ModelStore, recipes: readonly Recipe[]): Promise<void> {
  const folder = downloadsFolder(store.directory);
  const downloads = (await readdir(folder)).flatMap((name) => {
    const digest = DOWNLOAD.exec(name)?.[1];
    return digest === undefined ? [] : [{ name, digest }];
  });
  const came = new Set(downloads.map(({ digest }) => digest));
  const installed = new Set(await store.names());
  const known = [...new Set([...PUBLISHED, ...recipes])];
  const begun = known.filter(
    ({ name, files }) =>
      !installed.has(name) && files.some((file) => isOwn(file, known) && came.has(file.sha256)),
  );
  const wanted = new Set(begun.flatMap(({ files }) => files.map(({ sha256 }) => sha256)));
  for (const { name, digest } of downloads) {
    if (!wanted.has(digest)) await rm(join(folder, name), { force: true });
  }
}
