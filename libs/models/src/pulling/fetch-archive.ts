import { ModelError } from '../errors';
import type { FetchOptions } from './fetch-file';
import { RemoteFault } from './remote';

/** Attempts in a row that get no further than the one before. */
const MOST_FRUITLESS = 6;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** More bytes than an archive of a network with its predictions has. */
const MOST_BYTES = 512 << 20;

/**
 * Fetches a file of which neither size nor digest is known, into memory. It goes on where the
 * connection broke, and tries again, ever more patiently, while the fault may pass.
 * @throws {ModelError} download-failed
 */
export async function fetchArchive(
  address: string,
  {
    remote,
    onBytes,
    onRetry,
    wait,
  }: Omit<FetchOptions, 'onBytes'> & {
    readonly onBytes: (received: number, bytes: number | null) => void;
  },
): Promise<Uint8Array> {
  let received: Uint8Array[] = [];
  let count = 0;
  let most = 0;
  let fruitless = 0;
  for (;;) {
    try {
      const { from, bytes, body, close } = await opened(count);
      try {
        // A server without ranges begins again, and so does what is put together here.
        if (from !== count) [received, count] = [[], 0];
        for await (const chunk of body) {
          received.push(chunk);
          count += chunk.length;
          if (count > MOST_BYTES) throw new RemoteFault('it has more than 512 MiB', false);
          onBytes(count, bytes);
        }
      } finally {
        await close();
      }
      if (bytes === null || count === bytes) return Buffer.concat(received);
      const passing = count < bytes;
      throw new RemoteFault('other bytes came than were announced', passing);
    } catch (error) {
      if (!(error instanceof RemoteFault)) throw error;
      fruitless = count > most ? 0 : fruitless + 1;
      most = Math.max(most, count);
      if (!error.passing || fruitless >= MOST_FRUITLESS) {
        const message = `${address} cannot be fetched: ${error.message}.`;
        throw new ModelError('download-failed', message, { cause: error });
      }
      const patience = Math.max(error.waitMs, FIRST_WAIT_MS * 2 ** fruitless);
      const waitMs = Math.min(LONGEST_WAIT_MS, patience);
      onRetry(error.message, waitMs);
      await wait(waitMs);
    }
  }

  async function opened(from: number) {
    const file = await remote.open(address, from);
    return { from: file.from, bytes: file.bytes, body: file.body, close: () => file.close() };
  }
}
