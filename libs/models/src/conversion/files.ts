import { badCheckpoint } from '../checkpoints';

/** Files of a model by their name, without folders. */
export type Files = ReadonlyMap<string, Uint8Array>;

/**
 * The one file whose name ends so.
 * @throws {ModelError} bad-checkpoint when there is none or more than one
 */
export function fileEnding(files: Files, ending: string): { name: string; bytes: Uint8Array } {
  const found = [...files].filter(([name]) => name.endsWith(ending));
  const [first] = found;
  if (!first || found.length > 1) {
    throw badCheckpoint(`there are ${found.length} files *${ending}, not one`);
  }
  const [file, bytes] = first;
  return { name: file.slice(0, file.length - ending.length), bytes };
}

/** @throws {ModelError} bad-checkpoint */
export function readJson(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw badCheckpoint(`${name} is no JSON`, error);
  }
}
