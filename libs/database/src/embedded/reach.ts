import { Client } from 'pg';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCode, errorMessage } from '../errors';

const PATIENCE_MS = 120_000;
const RETRY_MS = 50;

/**
 * Waits until a server takes connections; after a crash it first mends its files.
 * @param isThere whether its process still lives
 * @returns false when it went away meanwhile
 * @throws the error of a server that refuses for good, such as for a wrong password
 */
export async function reach(url: string, isThere: () => boolean): Promise<boolean> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const error = await connectOnce(url);
    if (error === undefined) return true;
    if (!isThere()) return false;
    if (!isPassing(error) || Date.now() > end) throw error;
    await delay(RETRY_MS);
  }
}

async function connectOnce(url: string): Promise<Error | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  let broken: Error | undefined;
  client.on('error', (error) => (broken = error));
  try {
    await client.connect();
    await client.end();
    return broken;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Refused, cut off, starting up, in recovery or shutting down. */
function isPassing(error: unknown): boolean {
  const code = errorCode(error);
  if (code === undefined) return /terminated|timeout/i.test(errorMessage(error));
  return ['ECONNREFUSED', 'ECONNRESET', '57P03', '57P01'].includes(code);
}
