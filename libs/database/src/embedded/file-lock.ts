import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { livingTokens, removeToken, tokenName, writeToken, type Token } from './tokens';

const POLL_MS = 20;
const ENTERING = 'entering';
const TICKET = 'ticket';

/**
 * Runs `work` while no other process runs some under the same directory.
 *
 * Lamport's bakery with files for the registers: who comes takes a number one above the greatest,
 * and the least number works. A holder that was killed is told by its pid and start time, and its
 * ticket can be removed without a race, for no two tickets have the same name; with one lock file,
 * two that find it stale at once may remove each other's new one.
 *
 * @throws when another process holds the lock for longer than `timeoutMs`
 */
export async function withFileLock<T>(
  directory: string,
  work: () => Promise<T>,
  timeoutMs = 180_000,
): Promise<T> {
  const entering = tokenName(ENTERING);
  writeToken(directory, entering);
  const numbers = livingTokens(directory).map(({ number }) => number);
  const ticket = tokenName(TICKET, Math.max(0, ...numbers) + 1);
  renameSync(join(directory, entering), join(directory, ticket));
  try {
    await turn(directory, ticket, Date.now() + timeoutMs);
    return await work();
  } finally {
    removeToken(directory, ticket);
  }
}

async function turn(directory: string, ticket: string, end: number): Promise<void> {
  for (;;) {
    const tokens = livingTokens(directory);
    const mine = tokens.find(({ name }) => name === ticket);
    if (!mine) throw new Error(`Something removed ${join(directory, ticket)}`);
    const first = tokens.find((token) => token !== mine && goesBefore(token, mine));
    if (!first) return;
    if (Date.now() > end) {
      throw new Error(
        `Process ${first.pid} holds ${directory} for too long; stop it and try again`,
      );
    }
    await delay(POLL_MS);
  }
}

/** Who has not drawn its number yet may draw a smaller one, so it is waited for as well. */
function goesBefore(other: Token, mine: Token): boolean {
  if (other.kind === ENTERING) return true;
  return other.number < mine.number || (other.number === mine.number && other.name < mine.name);
}
