import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { ModelError } from '../errors';
import { errorCode } from './file-errors';

/**
 * Reads a plain file of at most so many bytes. A link is refused, since a folder from elsewhere
 * could point anywhere with it; so is a pipe or a device, from which reading would never end.
 * @throws {ModelError} bad-store; system errors such as ENOENT as they are
 */
export async function readPlainFile(path: string, mostBytes: number): Promise<Uint8Array> {
  const file = await openPlain(path);
  try {
    const { size, isFile } = await file.stat().then((stat) => ({
      size: stat.size,
      isFile: stat.isFile(),
    }));
    if (!isFile) throw notPlain(path);
    if (size > mostBytes) {
      throw new ModelError('bad-store', `${path} has ${size} bytes; the most is ${mostBytes}.`);
    }
    const bytes = await file.readFile();
    // A buffer of its own, not a slice of Node's pool, so that it can be handed to a worker.
    return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
  } finally {
    await file.close();
  }
}

async function openPlain(path: string) {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (errorCode(error) === 'ELOOP') throw notPlain(path);
    throw error;
  }
}

function notPlain(path: string): ModelError {
  return new ModelError('bad-store', `${path} is not a plain file: put a copy there instead.`);
}
