import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { errorMessage } from '../errors';
import type { Account } from './account';

const run = promisify(execFile);

/** How programs of PostgreSQL are started: as whom, and with what right to pass closed folders. */
export interface Launcher {
  account: Account | null;
  /** Capability that lets the account through folders closed to it, null where none is needed. */
  capability: string | null;
  /** Whether the user is missing in the user database, where initdb looks for its name. */
  isNameless: boolean;
}

/** Reading alone would do; containers commonly withhold it but grant the wider one. */
const CAPABILITIES = ['dac_read_search', 'dac_override'];

/** Nothing of the caller's environment reaches the server: PGDATA or PGPORT would mislead it. */
const ENVIRONMENT = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

export interface Output {
  ok: boolean;
  text: string;
}

export interface LaunchOptions {
  cwd?: string;
  /** What the program reads. */
  input?: string;
  env?: NodeJS.ProcessEnv;
  /** The program wants its user to have a name. */
  named?: boolean;
}

/** Runs a program to its end. */
export async function launch(
  launcher: Launcher,
  [program, ...args]: readonly [string, ...string[]],
  { cwd, input, env, named = false }: LaunchOptions = {},
): Promise<Output> {
  const [command, ...words] = wrap(launcher, [program, ...args], named);
  const { account, capability } = launcher;
  const options = {
    cwd,
    env: { ...ENVIRONMENT, ...env },
    // With a capability, setpriv changes the user: it must start with every right of root.
    ...(account && !capability ? { uid: account.uid, gid: account.gid } : {}),
  };
  if (input === undefined) return outcome(run(command, words, options));
  return feed(command, words, options, input);
}

async function outcome(running: Promise<{ stdout: string; stderr: string }>): Promise<Output> {
  try {
    const { stdout, stderr } = await running;
    return { ok: true, text: stdout + stderr };
  } catch (error) {
    const details =
      error instanceof Error && 'stderr' in error && 'stdout' in error
        ? `${String(error.stdout)}${String(error.stderr)}`.trim()
        : '';
    return { ok: false, text: details || errorMessage(error) };
  }
}

function feed(command: string, words: string[], options: object, input: string): Promise<Output> {
  return new Promise((resolve) => {
    const child = spawn(command, words, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.on('error', (error) => {
      resolve({ ok: false, text: error.message });
    });
    child.on('close', (code) => {
      resolve({ ok: code === 0, text });
    });
    // A program that ends early says why itself.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

function wrap(
  { account, capability, isNameless }: Launcher,
  words: [string, ...string[]],
  named: boolean,
): [string, ...string[]] {
  if (account && capability) {
    return [
      'setpriv',
      `--reuid=${account.uid}`,
      `--regid=${account.gid}`,
      '--clear-groups',
      // Without it access(2), with which PostgreSQL looks for its files, ignores capabilities.
      '--securebits=+no_setuid_fixup',
      `--inh-caps=+${capability}`,
      `--ambient-caps=+${capability}`,
      '--',
      ...words,
    ];
  }
  // In a namespace of its own the user is nobody, who has a name on every system.
  if (isNameless && named)
    return ['unshare', '--map-user=65534', '--map-group=65534', '--', ...words];
  return words;
}

/** Whether the account may enter or run the path. */
export async function mayPass(launcher: Launcher, path: string): Promise<boolean> {
  if (process.platform === 'win32') return true;
  const { ok } = await launch(launcher, ['/bin/sh', '-c', 'test -x "$1"', 'sh', path], {
    cwd: '/',
  });
  return ok;
}

/** A launcher of the account that may enter `directory` through folders closed to it, or null. */
export async function privilegedLauncher(
  account: Account,
  directory: string,
): Promise<Launcher | null> {
  for (const capability of CAPABILITIES) {
    const launcher = { account, capability, isNameless: false };
    if (await mayPass(launcher, directory)) return launcher;
  }
  return null;
}
