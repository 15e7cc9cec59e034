import { ModelError } from '../errors';
import { fileName, type PublishedFile } from '../published/recipe';
import type { PartFile } from './part-file';
import { RemoteFault, type Remote } from './remote';

export interface FetchOptions {
  readonly remote: Remote;
  readonly onBytes: (received: number) => void;
  /** Told before a wait. */
  readonly onRetry: (reason: string, waitMs: number) => void;
  /** Waits; given, so that tests need not. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Attempts in a row that get no further than the one before. */
const MOST_FRUITLESS = 6;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

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
  { remote, onBytes, onRetry, wait }: FetchOptions,
): Promise<void> {
  let fruitless = 0;
  let most = await part.received();
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
    const received = await part.received();
    fruitless = received > most ? 0 : fruitless + 1;
    most = Math.max(most, received);
    if (!fault.passing || fruitless >= MOST_FRUITLESS) throw downloadFailed(address, fault);
    const waitMs = Math.min(
      LONGEST_WAIT_MS,
      Math.max(fault.waitMs, FIRST_WAIT_MS * 2 ** fruitless),
    );
    onRetry(fault.message, waitMs);
    await wait(waitMs);
  }
}

function downloadFailed(address: string, fault: RemoteFault): ModelError {
  return new ModelError('download-failed', `${address} cannot be fetched: ${fault.message}.`, {
    cause: fault,
  });
}

function wrongFile(address: string, file: PublishedFile, bytes?: number): ModelError {
  const found = bytes === undefined ? 'other bytes' : `${bytes} bytes instead of ${file.bytes}`;
  return new ModelError(
    'wrong-file',
    `${address} is not the published ${fileName(file.path)}: it has ${found}, and nothing of it was kept.`,
  );
}
