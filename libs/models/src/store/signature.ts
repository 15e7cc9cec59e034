import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessMissing } from './file-errors';
import { CARD_FILE, WEIGHTS_FILE } from './layout';

/**
 * What changes whenever a file of a model is replaced or written to; null where no folder is. It is
 * made of what the file system says of the files, not of their contents, so that asking is cheap.
 */
export async function signatureOf(folder: string): Promise<string | null> {
  const whole = await stateOf(folder);
  if (whole === null) return null;
  const parts = await Promise.all(
    [CARD_FILE, WEIGHTS_FILE].map((name) => stateOf(join(folder, name))),
  );
  return [whole, ...parts.map((part) => part ?? 'missing')].join(' ');
}

async function stateOf(path: string): Promise<string | null> {
  const stat = await unlessMissing(lstat(path, { bigint: true }));
  return stat && [stat.ino, stat.mode, stat.size, stat.mtimeNs].join('.');
}
