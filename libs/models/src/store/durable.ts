import { mkdir, open, writeFile } from 'node:fs/promises';

/** Writes a new file and waits until it would survive a loss of power. */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(path, bytes, { flag: 'wx', flush: true });
}

/** Makes a folder, and those above it, unless they are there. */
export async function ensureFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
}

/** Makes what was created in, renamed into or out of a folder survive a loss of power. */
export async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders; its file system orders such changes by itself.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
