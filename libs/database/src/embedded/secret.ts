import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { errorCode } from '../errors';

/** The password kept in the file, null when there is none. */
export async function readSecret(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim() || null;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Makes a password and keeps it in a file that only its owner reads. */
export async function makeSecret(path: string): Promise<string> {
  const secret = randomBytes(24).toString('base64url');
  await writeFile(`${path}.partial`, `${secret}\n`, { mode: 0o600 });
  await rename(`${path}.partial`, path);
  return secret;
}
