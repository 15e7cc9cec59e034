import { ModelError } from '../errors';
import { fileName, type PublishedFile } from '../published/recipe';
import type { PartFile } from './part-file';
import { Patience, type PatienceOptions } from './patience';
import { RemoteFault, type Remote } from './remote';

export interface FetchOptions extends PatienceOptions {
  readonly remote: Remote;
  readonly onBytes: (received: number) => void;
}

/**
 * Fetches a file whose size and digest are known. It goes on where an earlier attempt, or an earlier
 * process, was cut off, and tries again, ever more patiently, while the fault may pass.
 * @throws {ModelError} download-failed, wrong-file
 */
export async function fetchFile(
  address: string,
  file: PublishedFile,
  part: PartFile,
  options: FetchOptions,
): Promise<Uint8Array> {
  const whole = await part.whole();
  if (whole) return whole;
  let wasResumed = (await part.received()) > 0;
  for (;;) {
    await receive(address, file, part, options);
    const bytes = await part.finish();
    if (bytes) return bytes;
    // What an earlier process left may have been spoilt: once more, from the start.
    if (!wasResumed) throw wrongFile(address, file);
    wasResumed = false;
  }
}

/** Returns when as many bytes as the file has, or more, have come. */
async function receive(
  address: string,
  file: PublishedFile,
  part: PartFile,
  { remote, onBytes, ...retrying }: FetchOptions,
): Promise<void> {
  const patience = new Patience(address, await part.received(), retrying);
  for (;;) {
    const before = await part.received();
    if (before >= file.bytes) return;
    let fault: RemoteFault;
    try {
      const remoteFile = await remote.open(address, before);
      try {
        const { from, bytes, body } = remoteFile;
        if (bytes !== null && bytes !== file.bytes) throw wrongFile(address, file, bytes);
        await part.append(from, body, onBytes);
      } finally {
        await remoteFile.close();
      }
      if ((await part.received()) >= file.bytes) return;
      fault = new RemoteFault('the connection ended before the file did', true);
    } catch (error) {
      if (!(error instanceof RemoteFault)) throw error;
      fault = error;
    }
    await patience.after(fault, await part.received());
  }
}

function wrongFile(address: string, file: PublishedFile, bytes?: number): ModelError {
  const found = bytes === undefined ? 'other bytes' : `${bytes} bytes instead of ${file.bytes}`;
  return new ModelError(
    'wrong-file',
    `${address} is not the published ${fileName(file.path)}: it has ${found}, and nothing of it was kept.`,
  );
}
