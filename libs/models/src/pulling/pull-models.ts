import { join } from 'node:path';
import { convertPublished, isUpToDate } from '../published/convert-published';
import { fileName, type PublishedFile, type Recipe, type Repository } from '../published/recipe';
import type { Admit } from '../store/admit';
import { ensureFolder } from '../store/durable';
import { errorMessage } from '../store/file-errors';
import { downloadsFolder } from '../store/layout';
import type { Exclusively, Installed } from '../store/model-installer';
import type { ModelStore } from '../store/model-store';
import { fetchFile } from './fetch-file';
import { PartFile } from './part-file';
import type { Remote } from './remote';
import { tidyDownloads } from './tidy-downloads';

/** How far a pull is. */
export type PullEvent =
  | {
      readonly kind: 'bytes';
      readonly model: string;
      readonly received: number;
      readonly bytes: number;
    }
  | {
      readonly kind: 'retry';
      readonly model: string;
      readonly reason: string;
      readonly waitMs: number;
    }
  | { readonly kind: 'done'; readonly outcome: PullOutcome };

/** What came of one model: `current` where the newest was installed already. */
export type PullOutcome =
  | { readonly name: string; readonly ok: true; readonly result: Installed | 'current' }
  | { readonly name: string; readonly ok: false; readonly reason: string };

export interface PullOptions {
  readonly store: ModelStore;
  readonly admit: Admit;
  /** One pull of a model at a time, so that two do not write into one file. */
  readonly exclusively: Exclusively;
  readonly remote: Remote;
  readonly addressOf: (repository: Repository, path: string) => string;
  readonly onEvent: (event: PullEvent) => void;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Also fetch and convert what is there already. */
  readonly force?: boolean;
  readonly convert?: typeof convertPublished;
}

/**
 * Fetches published models, converts them and installs them, one after another. One that fails
 * leaves the others alone. Files that came stay until all of their model are there, so that a pull
 * that is cut off goes on from where it was.
 */
export async function pullModels(
  recipes: readonly Recipe[],
  options: PullOptions,
): Promise<PullOutcome[]> {
  await ensureFolder(downloadsFolder(options.store.directory));
  const outcomes: PullOutcome[] = [];
  for (const recipe of recipes) {
    const outcome = await pullModel(recipe, options);
    options.onEvent({ kind: 'done', outcome });
    outcomes.push(outcome);
  }
  const lock = join(downloadsFolder(options.store.directory), 'lock');
  await options.exclusively(lock, () => tidyDownloads(options.store, recipes));
  return outcomes;
}

async function pullModel(recipe: Recipe, options: PullOptions): Promise<PullOutcome> {
  const { store, admit, exclusively, convert = convertPublished, force = false } = options;
  const folder = downloadsFolder(store.directory);
  try {
    const result = await exclusively(join(folder, 'lock'), async () => {
      if (!force && (await isInstalled(recipe, store))) return 'current';
      return admit(convert(recipe, await fetchFiles(recipe, folder, options)));
    });
    return { name: recipe.name, ok: true, result };
  } catch (error) {
    // Whatever it is, a fault of the disk too, it is told, and the next model may fare better.
    return { name: recipe.name, ok: false, reason: errorMessage(error) };
  }
}

/** A model that is there but cannot be read is fetched again. */
async function isInstalled(recipe: Recipe, store: ModelStore): Promise<boolean> {
  try {
    return isUpToDate((await store.open(recipe.name)).card, recipe);
  } catch {
    return false;
  }
}

async function fetchFiles(
  recipe: Recipe,
  folder: string,
  options: PullOptions,
): Promise<Map<string, Uint8Array>> {
  const { remote, addressOf, onEvent, wait } = options;
  const { name: model, files, repository } = recipe;
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const found = new Map<string, Uint8Array>();
  let done = 0;
  const onBytes = (received: number): void => {
    onEvent({ kind: 'bytes', model, received: done + received, bytes: total });
  };
  const fetched = async (file: PublishedFile): Promise<Uint8Array> =>
    fetchFile(addressOf(repository, file.path), file, new PartFile(folder, file), {
      remote,
      wait,
      onBytes,
      onRetry: (reason, waitMs) => {
        onEvent({ kind: 'retry', model, reason, waitMs });
      },
    });
  for (const file of files) {
    found.set(fileName(file.path), await fetched(file));
    done += file.bytes;
    onBytes(0);
  }
  return found;
}
