import { badCheckpoint, readZip } from '../checkpoints';
import type { Files } from '../conversion/files';

/** The files of one of the authors' models. */
export interface CheckpointFiles {
  readonly config: Uint8Array;
  readonly weights: Uint8Array;
}

export const CONFIG_FILE = 'config.json';

/** Weights that the authors' program leaves: of the best epoch, or of an epoch with its number. */
const WEIGHTS = /^(?:best_model|checkpoint_(\d+))\.pt$/;

/**
 * The file with the weights to take of several: the best, else the latest.
 * @param names without folders
 */
export function weightsAmong(names: readonly string[]): string | undefined {
  const rank = (name: string): number => Number(WEIGHTS.exec(name)?.[1] ?? Infinity);
  return names.filter((name) => WEIGHTS.test(name)).sort((a, b) => rank(b) - rank(a))[0];
}

/**
 * The configuration and the weights, which lie in a folder, or together in an archive as it is
 * published.
 * @param files by their name, without folders
 * @throws {ModelError} bad-checkpoint
 */
export function checkpointFiles(files: Files): CheckpointFiles {
  const [archive, ...others] = [...files].filter(([name]) => name.endsWith('.zip'));
  if (others.length > 0) throw badCheckpoint('there are several archives');
  return archive ? inArchive(archive[1]) : among(files);
}

/** Of several folders in an archive the first with a configuration counts. */
function inArchive(bytes: Uint8Array): CheckpointFiles {
  const entries = readZip(bytes);
  const path = [...entries.keys()].find((name) => fileName(name) === CONFIG_FILE);
  if (path === undefined) throw badCheckpoint(`the archive has no ${CONFIG_FILE}`);
  const folder = path.slice(0, -CONFIG_FILE.length);
  const beside = [...entries].filter(([name]) => name === folder + fileName(name));
  const weights = weightsAmong(beside.map(([name]) => fileName(name)));
  const taken = beside.filter(([name]) => [CONFIG_FILE, weights].includes(fileName(name)));
  return among(new Map(taken.map(([name, file]) => [fileName(name), file.read()])));
}

function among(files: Files): CheckpointFiles {
  const config = files.get(CONFIG_FILE);
  const weights = files.get(weightsAmong([...files.keys()]) ?? '');
  if (!config) throw badCheckpoint(`there is no ${CONFIG_FILE}`);
  if (!weights) throw badCheckpoint('there is neither best_model.pt nor checkpoint_….pt');
  return { config, weights };
}

const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
