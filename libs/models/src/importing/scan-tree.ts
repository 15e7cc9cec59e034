import { opendir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelError } from '../errors';
import { errorMessage } from '../store/file-errors';
import { MAX_WEIGHTS_BYTES } from '../store/layout';

/** A plain file of the tree. */
export interface FoundFile {
  /** From the root of the tree, with slashes. */
  readonly path: string;
  /** The folder's path; empty for the root. */
  readonly folder: string;
  readonly name: string;
  readonly bytes: number;
}

/** What is not taken, and why. */
export interface Skipped {
  readonly path: string;
  readonly reason: string;
}

export interface Tree {
  /** Where the tree lies. */
  readonly root: string;
  /** In the order of their paths. */
  readonly files: readonly FoundFile[];
  readonly skipped: readonly Skipped[];
}

/** More would be a disk, not a folder of models. */
const MOST_FILES = 100_000;
const DEEPEST = 20;

/**
 * The plain files of a tree. Links are not followed, since they may lead out of it; nothing whose
 * name starts with a dot is looked at.
 * @throws {ModelError} bad-tree when it is no folder or has too many files
 */
export async function scanTree(path: string): Promise<Tree> {
  const root = await folderAt(path);
  const files: FoundFile[] = [];
  const skipped: Skipped[] = [];
  await visit('', 0);
  return { root, files: files.sort(byPath), skipped: skipped.sort(byPath) };

  async function visit(folder: string, depth: number): Promise<void> {
    for await (const entry of await opendir(join(root, folder))) {
      if (entry.name.startsWith('.')) continue;
      const inner = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isSymbolicLink())
        skipped.push({ path: inner, reason: 'a link, which is not followed' });
      else if (entry.isDirectory() && depth < DEEPEST) await visit(inner, depth + 1);
      else if (entry.isDirectory()) skipped.push({ path: inner, reason: 'too deep in the tree' });
      else if (entry.isFile()) await add(inner, folder, entry.name);
    }
  }

  async function add(inner: string, folder: string, name: string): Promise<void> {
    const { size } = await stat(join(root, inner));
    if (size > MAX_WEIGHTS_BYTES) skipped.push({ path: inner, reason: 'larger than 2 GiB' });
    else files.push({ path: inner, folder, name, bytes: size });
    if (files.length <= MOST_FILES) return;
    throw new ModelError(
      'bad-tree',
      `${path} has more than ${MOST_FILES} files: name a smaller folder.`,
    );
  }
}

/** A folder's files stand together, before those of a folder whose name only begins alike. */
function byPath(p: { path: string }, q: { path: string }): number {
  return p.path.replaceAll('/', '\0') < q.path.replaceAll('/', '\0') ? -1 : 1;
}

async function folderAt(path: string): Promise<string> {
  try {
    const root = await realpath(path);
    if ((await stat(root)).isDirectory()) return root;
  } catch (error) {
    const reason = errorMessage(error);
    throw new ModelError('bad-tree', `${path} cannot be read: ${reason}`, { cause: error });
  }
  throw new ModelError('bad-tree', `${path} is not a folder.`);
}
