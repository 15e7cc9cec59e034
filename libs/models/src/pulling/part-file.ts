import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../cards/digest';
import type { PublishedFile } from '../published/recipe';
import { unlessMissing } from '../store/file-errors';

/**
 * A file on its way into a folder, named by its digest: `DIGEST.part` while bytes are missing. What
 * has come stays when the process is killed, and the next one goes on from there.
 */
export class PartFile {
  readonly path: string;
  private readonly part: string;

  constructor(
    folder: string,
    private readonly file: PublishedFile,
  ) {
    this.path = join(folder, file.sha256);
    this.part = `${this.path}.part`;
  }

  /** The whole file when it is there; one that is not what its name says is removed. */
  async whole(): Promise<Uint8Array | null> {
    const bytes = await unlessMissing(readFile(this.path));
    if (!bytes || this.fits(bytes)) return bytes;
    await rm(this.path, { force: true });
    return null;
  }

  /** How many bytes have come. */
  async received(): Promise<number> {
    return (await unlessMissing(stat(this.part)))?.size ?? 0;
  }

  /**
   * Appends what comes, at most one byte more than the file has.
   * @param from where in the file the first chunk belongs: what lies behind is dropped
   */
  async append(
    from: number,
    body: AsyncIterable<Uint8Array>,
    onBytes: (received: number) => void,
  ): Promise<void> {
    const handle = await open(this.part, 'a');
    try {
      await handle.truncate(from);
      let received = from;
      for await (const chunk of body) {
        const rest = chunk.subarray(0, this.file.bytes + 1 - received);
        await handle.appendFile(rest);
        received += rest.length;
        onBytes(received);
        if (received > this.file.bytes) return;
      }
    } finally {
      await handle.close();
    }
  }

  /** The bytes, under their final name, when they are the right ones; else null, and none are left. */
  async finish(): Promise<Uint8Array | null> {
    const bytes = await readFile(this.part);
    if (!this.fits(bytes)) {
      await this.drop();
      return null;
    }
    await rename(this.part, this.path);
    return bytes;
  }

  /** Forgets what has come. */
  async drop(): Promise<void> {
    await rm(this.part, { force: true });
  }

  private fits(bytes: Uint8Array): boolean {
    return bytes.length === this.file.bytes && sha256(bytes) === this.file.sha256;
  }
}
