import { join } from 'node:path';
import { CARD_FILE } from '../store/layout';
import { readModelFolder } from '../store/model-folder';
import type { Recognised } from './candidate';
import type { Tree } from './scan-tree';

/** Folders with a card, as the store itself has them. */
export function ourModels(tree: Tree): Recognised {
  const folders = tree.files.filter(({ name }) => name === CARD_FILE).map(({ folder }) => folder);
  return {
    candidates: folders.map((folder) => ({
      path: folder || '.',
      read: () => readModelFolder(join(tree.root, folder)),
    })),
    skipped: [],
    files: new Set(
      tree.files.filter(({ folder }) => folders.includes(folder)).map(({ path }) => path),
    ),
  };
}
