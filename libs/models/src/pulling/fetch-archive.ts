import { Patience, type PatienceOptions } from './patience';
import { RemoteFault, type Remote } from './remote';

/** More bytes than an archive of a network with its predictions has. */
const MOST_BYTES = 512 << 20;

export interface ArchiveFetchOptions extends PatienceOptions {
  readonly remote: Remote;
  /** @param bytes of the whole archive; null where the other side does not say */
  readonly onBytes: (received: number, bytes: number | null) => void;
}

/**
 * Fetches a file of which neither size nor digest is known, into memory. It goes on where the
 * connection broke, and tries again, ever more patiently, while the fault may pass.
 * @throws {ModelError} download-failed
 */
export async function fetchArchive(
  address: string,
  { remote, onBytes, ...retrying }: ArchiveFetchOptions,
): Promise<Uint8Array> {
  const patience = new Patience(address, 0, retrying);
  let received: Uint8Array[] = [];
  let count = 0;
  for (;;) {
    try {
      const file = await remote.open(address, count);
      const { from, bytes, body } = file;
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
        await file.close();
      }
      if (bytes === null || count === bytes) return Buffer.concat(received);
      throw new RemoteFault('other bytes came than were announced', count < bytes);
    } catch (error) {
      if (!(error instanceof RemoteFault)) throw error;
      await patience.after(error, count);
    }
  }
}
