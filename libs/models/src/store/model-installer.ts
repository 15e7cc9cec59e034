import { randomUUID } from 'node:crypto';
import { lstat, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeCard } from '../cards/card-bytes';
import { checkModelName, MODEL_NAME } from '../cards/model-name';
import { ModelError } from '../errors';
import { ensureFolder, syncFolder, writeDurably } from './durable';
import { unlessMissing } from './file-errors';
import { CARD_FILE, lockFolder, replacedFolder, stagingFolder, WEIGHTS_FILE } from './layout';
import { readModelFolder } from './model-folder';
import type { StoredModel } from './stored-model';

/**
 * Runs `work` while nobody else runs some for the same folder, in this process or another.
 * `withFileLock` of the database room is one.
 */
export type Exclusively = <T>(lockFolder: string, work: () => Promise<T>) => Promise<T>;

export type Installed = 'installed' | 'replaced' | 'unchanged';

/**
 * The models of a directory, for writing. A model is written apart and then moved into its place.
 * To replace one takes two moves: the old one steps aside whole, where readers still find it, and
 * the new one takes its place. A crash at any point leaves the old one or the new one, and the next
 * writer puts away what else it left.
 */
export class ModelInstaller {
  constructor(
    readonly directory: string,
    private readonly exclusively: Exclusively,
  ) {}

  /**
   * Installs a model, or puts it in the place of the one of its name.
   * @throws {ModelError} bad-card, bad-store
   */
  async install({ card, weights }: Pick<StoredModel, 'card' | 'weights'>): Promise<Installed> {
    const cardBytes = writeCard(card);
    return this.alone(async () => {
      const place = join(this.directory, card.name);
      const isThere = await this.isModel(card.name);
      if (isThere && (await holds(place, cardBytes, weights))) return 'unchanged';
      const staged = join(stagingFolder(this.directory), randomUUID());
      await ensureFolder(staged);
      await writeDurably(join(staged, WEIGHTS_FILE), weights);
      await writeDurably(join(staged, CARD_FILE), cardBytes);
      await syncFolder(staged);
      if (isThere) await this.stepAside(card.name);
      await rename(staged, place);
      await syncFolder(this.directory);
      if (isThere) await this.discard(join(replacedFolder(this.directory), card.name));
      return isThere ? 'replaced' : 'installed';
    });
  }

  /** @throws {ModelError} unknown-model, bad-name, bad-store */
  async remove(name: string): Promise<void> {
    checkModelName(name);
    await this.alone(async () => {
      const stat = await unlessMissing(lstat(join(this.directory, name)));
      if (!stat) {
        throw new ModelError('unknown-model', `There is no model ${name} in ${this.directory}.`);
      }
      await this.discard(join(this.directory, name));
      await syncFolder(this.directory);
    });
  }

  private async alone<T>(work: () => Promise<T>): Promise<T> {
    await ensureFolder(this.directory);
    return this.exclusively(lockFolder(this.directory), async () => {
      await this.recover();
      try {
        return await work();
      } catch (error) {
        // A disk that is full must not stay so because of what did not fit.
        await this.recover();
        throw error;
      }
    });
  }

  /** Puts away what writers that failed or were killed left behind. */
  private async recover(): Promise<void> {
    const aside = replacedFolder(this.directory);
    await ensureFolder(aside);
    await ensureFolder(stagingFolder(this.directory));
    for (const name of await readdir(aside)) {
      const successor = await unlessMissing(lstat(join(this.directory, name)));
      if (successor) await this.discard(join(aside, name));
      else await rename(join(aside, name), join(this.directory, name));
    }
    for (const name of await readdir(stagingFolder(this.directory))) {
      await rm(join(stagingFolder(this.directory), name), { recursive: true, force: true });
    }
  }

  private async stepAside(name: string): Promise<void> {
    const aside = replacedFolder(this.directory);
    await rename(join(this.directory, name), join(aside, name));
    await syncFolder(aside);
  }

  /** Out of sight in one step, then deleted: nobody finds a folder with half of its files. */
  private async discard(path: string): Promise<void> {
    const hidden = join(stagingFolder(this.directory), randomUUID());
    await rename(path, hidden);
    await rm(hidden, { recursive: true, force: true });
  }

  /** Whether a folder of that name is there; names that differ in case alone are one on some disks. */
  private async isModel(name: string): Promise<boolean> {
    const entries = await readdir(this.directory, { withFileTypes: true });
    const other = entries.find(
      (entry) => entry.name !== name && entry.name.toLowerCase() === name.toLowerCase(),
    );
    if (other && MODEL_NAME.test(other.name)) {
      throw new ModelError(
        'bad-store',
        `${this.directory} has a model ${other.name}, whose name differs from ${name} in case alone.`,
      );
    }
    const own = entries.find((entry) => entry.name === name);
    if (!own || own.isDirectory()) return own !== undefined;
    throw new ModelError(
      'bad-store',
      `${join(this.directory, name)} is not a folder: move it away, then try again.`,
    );
  }
}

/** Whether the folder holds exactly this model; one that cannot be read does not. */
async function holds(folder: string, cardBytes: Uint8Array, weights: Uint8Array): Promise<boolean> {
  try {
    const model = await readModelFolder(folder);
    return (
      Buffer.compare(writeCard(model.card), cardBytes) === 0 &&
      Buffer.compare(model.weights, weights) === 0
    );
  } catch {
    return false;
  }
}
