import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ModelCard } from '../cards/card';
import { digestOf } from '../cards/digest';
import { checkModelName, MODEL_NAME } from '../cards/model-name';
import { ModelError } from '../errors';
import { errorCode, errorMessage, unlessMissing } from './file-errors';
import { replacedFolder, WEIGHTS_FILE } from './layout';
import { readCardOf, readModelFolder } from './model-folder';
import { signatureOf } from './signature';
import type { StoredModel } from './stored-model';

/** What the list says of one model: its card and the bytes of its weights, or why it cannot be read. */
export type StoreEntry =
  | {
      readonly name: string;
      readonly card: ModelCard;
      readonly digest: string;
      readonly bytes: number;
    }
  | { readonly name: string; readonly fault: ModelError };

/** How often a model that is being replaced is read again; twice is nearly always enough. */
const MOST_READS = 20;

/**
 * The models of a directory, for reading. Nothing is written and nothing locked: whoever reads while
 * a model is replaced gets the old one or the new one, whole. A directory that does not exist holds
 * no models.
 */
export class ModelStore {
  constructor(readonly directory: string) {}

  /** Names of the models, sorted. */
  async names(): Promise<string[]> {
    let names = await modelNamesIn(this.directory);
    for (;;) {
      // A model on its way in is in neither folder for whoever looks into them one after the other.
      const waiting = await modelNamesIn(replacedFolder(this.directory));
      const again = await modelNamesIn(this.directory);
      if (again.join('/') === names.join('/')) {
        return [...new Set([...again, ...waiting])].sort();
      }
      names = again;
    }
  }

  /** The cards of all models, without their weights. */
  async list(): Promise<StoreEntry[]> {
    const entries = await Promise.all((await this.names()).map((name) => this.entryOf(name)));
    return entries.filter((entry) => entry !== null);
  }

  /** The card of one model, without its weights. @throws {ModelError} as {@link open} */
  async card(name: string): Promise<ModelCard> {
    return (await this.summary(name)).card;
  }

  /**
   * One model, with its weights, checked against the digest on its card.
   * @throws {ModelError} unknown-model, bad-name, bad-store, bad-card, bad-weights
   */
  open(name: string): Promise<StoredModel> {
    return this.read(name, readModelFolder);
  }

  /** By name, what changes whenever that model is replaced; see {@link signatureOf}. */
  async signatures(): Promise<ReadonlyMap<string, string>> {
    const names = await this.names();
    const entries = await Promise.all(
      names.map(async (name) => [name, (await this.find(name))?.signature] as const),
    );
    return new Map(
      entries.flatMap(([name, signature]) => (signature === undefined ? [] : [[name, signature]])),
    );
  }

  private async entryOf(name: string): Promise<StoreEntry | null> {
    try {
      const { card, bytes } = await this.summary(name);
      return { name, card, digest: digestOf(card), bytes };
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      // It was removed after the names were read.
      return error.code === 'unknown-model' ? null : { name, fault: error };
    }
  }

  private summary(name: string) {
    return this.read(name, async (folder) => ({
      card: await readCardOf(folder),
      bytes: (await lstat(join(folder, WEIGHTS_FILE))).size,
    }));
  }

  private async read<T extends { card: ModelCard }>(
    name: string,
    read: (folder: string) => Promise<T>,
  ): Promise<T> {
    checkModelName(name);
    for (let reads = 1; ; reads += 1) {
      const found = await this.find(name);
      if (!found)
        throw new ModelError('unknown-model', `There is no model ${name} in ${this.directory}.`);
      try {
        const model = await read(found.folder);
        if (model.card.name === name) return model;
        throw new ModelError(
          'bad-store',
          `The folder ${name} holds the model ${model.card.name}: give both the same name.`,
        );
      } catch (error) {
        // Moved, replaced or removed while it was read: what was read may be of two models.
        const isSame = isDeepStrictEqual(await this.find(name), found);
        if (isSame || reads >= MOST_READS) throw explain(error, name);
      }
    }
  }

  /** Where a model lies: in its folder or, while its successor takes that, beside it. */
  private async find(name: string): Promise<{ folder: string; signature: string } | null> {
    const own = join(this.directory, name);
    const waiting = join(replacedFolder(this.directory), name);
    for (const folder of [own, waiting, own]) {
      const signature = await signatureOf(folder);
      if (signature !== null) return { folder, signature };
    }
    return null;
  }
}

async function modelNamesIn(directory: string): Promise<string[]> {
  const entries = (await unlessMissing(readdir(directory, { withFileTypes: true }))) ?? [];
  return entries
    .filter((entry) => MODEL_NAME.test(entry.name) && !entry.isFile())
    .map(({ name }) => name)
    .sort();
}

function explain(error: unknown, name: string): unknown {
  if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'EACCES') return error;
  const reason = errorMessage(error);
  return new ModelError('bad-store', `The model ${name} cannot be read: ${reason}`, {
    cause: error,
  });
}
