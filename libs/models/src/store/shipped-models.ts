import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { LayeredStore, type ModelSource } from './layered-store';
import { ModelStore } from './model-store';

const FOLDER = 'weights';
/** What tells that folder from others of its name. */
const MARK = 'README.md';
const NONE = 'none';

/** The folder of the models that come with the program; null in a copy without them. */
export function shippedDirectory(from = __dirname): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, FOLDER);
    if (existsSync(join(candidate, MARK))) return candidate;
    if (dirname(folder) === folder) return null;
  }
}

/**
 * The models that can be used: those that are installed, and those that come with the program where
 * none of their name is installed.
 * @param installed directory of the installed models
 * @param shipped directory of the others; the program's own when not given, none for `none`
 */
export function modelSource(installed: string, shipped?: string): ModelSource {
  const own = new ModelStore(installed);
  const other = shipped === undefined ? shippedDirectory() : shipped === NONE ? null : shipped;
  return other === null ? own : new LayeredStore([own, new ModelStore(resolve(other))]);
}
