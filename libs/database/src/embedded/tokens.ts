import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../errors';
import { processIdentity, processLives } from './process-identity';

/** An empty file whose name says which process stands behind it. */
export interface Token {
  name: string;
  kind: string;
  number: number;
  pid: number;
  identity: string;
}

/** Name of a new token of this process; unique, so that removing a dead one never hurts another. */
export function tokenName(kind: string, number = 0): string {
  const identity = processIdentity(process.pid) ?? 'unknown';
  return [kind, number, process.pid, identity, randomUUID()].join('.');
}

export function writeToken(directory: string, name: string): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, name), '', { flag: 'wx' });
}

export function removeToken(directory: string, name: string): void {
  rmSync(join(directory, name), { force: true });
}

/** The tokens of living processes; those of dead ones are removed on the way. */
export function livingTokens(directory: string): Token[] {
  const tokens = allTokens(directory);
  const living = tokens.filter(({ pid, identity }) => processLives(pid, identity));
  for (const token of tokens) if (!living.includes(token)) removeToken(directory, token.name);
  return living;
}

/** The tokens of living processes; nothing is written. */
export function seenTokens(directory: string): Token[] {
  return allTokens(directory).filter(({ pid, identity }) => processLives(pid, identity));
}

function allTokens(directory: string): Token[] {
  return namesIn(directory)
    .map(parse)
    .filter((token) => token !== null);
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

function parse(name: string): Token | null {
  const [kind, number, pid, identity, serial] = name.split('.');
  if (!kind || !number || !pid || !identity || !serial) return null;
  return { name, kind, number: Number(number), pid: Number(pid), identity };
}
