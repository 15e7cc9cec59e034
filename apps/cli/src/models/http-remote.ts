import { RemoteFault, type Remote, type RemoteFile } from '@nano-os/models';
import { IdleGuard } from './idle-guard';

/** Answers that say nothing against trying again. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);
const LONGEST_WAIT_S = 60;

/**
 * Files behind HTTP addresses. A request for the rest of a file asks for a range; a server that knows
 * none sends the whole file, which is said.
 * @param idleMs how long a connection may bring nothing before it counts as lost
 */
export function httpRemote(idleMs = 30_000): Remote {
  const open = async (address: string, from: number): Promise<RemoteFile> => {
    const guard = new IdleGuard(idleMs);
    const response = await request(address, from, guard);
    try {
      if (response.ok) return fileOf(response, from, guard);
    } catch (error) {
      await close(response, guard);
      throw error;
    }
    await close(response, guard);
    // Nothing of the file is missing, or the server has another one: the whole, to find out.
    if (response.status === 416 && from > 0) return open(address, 0);
    throw refusal(response);
  };
  return { open };
}

async function request(address: string, from: number, guard: IdleGuard): Promise<Response> {
  try {
    return await fetch(address, {
      // Compressed on the way, a range would be one of other bytes.
      headers: { 'accept-encoding': 'identity', ...(from > 0 && { range: `bytes=${from}-` }) },
      signal: guard.signal,
    });
  } catch (error) {
    guard.end();
    throw lost(error, guard);
  }
}

async function close({ body }: Response, guard: IdleGuard): Promise<void> {
  guard.end();
  // One that broke off cannot be cancelled, and need not be.
  if (body && !body.locked) await body.cancel().catch(() => undefined);
}

function fileOf(response: Response, asked: number, guard: IdleGuard): RemoteFile {
  return {
    ...extentOf(response, asked),
    body: chunksOf(response, guard),
    close: () => close(response, guard),
  };
}

function extentOf(
  { status, headers }: Response,
  asked: number,
): Pick<RemoteFile, 'from' | 'bytes'> {
  if (status !== 206) {
    const length = headers.get('content-length');
    const isWhole = length !== null && !headers.has('content-encoding');
    return { from: 0, bytes: isWhole ? Number(length) : null };
  }
  const range = headers.get('content-range') ?? '';
  const [, from, total = '*'] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(range) ?? [];
  if (Number(from) !== asked) {
    throw new RemoteFault(
      `the server sends the range "${range}" instead of the one asked for`,
      false,
    );
  }
  return { from: asked, bytes: total === '*' ? null : Number(total) };
}

async function* chunksOf({ body }: Response, guard: IdleGuard): AsyncGenerator<Uint8Array> {
  if (!body) return;
  try {
    for await (const chunk of body) {
      guard.heard();
      yield chunk as Uint8Array;
    }
  } catch (error) {
    throw lost(error, guard);
  } finally {
    guard.end();
  }
}

function refusal({ status, statusText, headers }: Response): RemoteFault {
  const seconds = Number(headers.get('retry-after') ?? 0);
  const waitMs = 1000 * Math.min(LONGEST_WAIT_S, Number.isFinite(seconds) ? seconds : 0);
  const answer = `the server answers ${status} ${statusText}`.trim();
  return new RemoteFault(answer, PASSING.has(status), waitMs);
}

/** A connection that could not be made or broke off; the innermost cause is what says something. */
function lost(error: unknown, guard: IdleGuard): RemoteFault {
  return new RemoteFault(guard.reason ?? reasonOf(error), true, 0, { cause: error });
}

function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  if ('cause' in error && error.cause !== undefined) return reasonOf(error.cause);
  return 'message' in error ? String(error.message) : 'the connection was lost';
}
