import { transformFileSync } from '@swc/core';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { EmbeddedStatus } from '@nano-os/database';

const ROOT = join(__dirname, '../..');
const SOURCES = join(ROOT, 'libs/database/src');

/** What a client process says when it is attached, or why it is not. */
export type Answer = ({ url: string } & EmbeddedStatus) | { error: string };

export interface ClientOptions {
  /** User and group to run as; root only. */
  user?: number;
  env?: NodeJS.ProcessEnv;
  /** Folder that holds packages to be taken before the repository's. */
  modules?: string;
}

const PROGRAM = `
const { EmbeddedPostgres } = require('./embedded/embedded-postgres.js');
const server = new EmbeddedPostgres({ dataDir: process.argv[2] });
process.on('message', async (word) => {
  if (word === 'exit') process.exit(0);
  await server.release();
  process.disconnect();
});
server.attach().then(
  (url) => process.send({ url, ...server.status() }),
  (error) => process.send({ error: error.message }, () => process.exit(1)),
);
`;

/** A program in a process of its own that attaches to the embedded server of a directory. */
export class EmbeddedClient {
  private constructor(readonly process: ChildProcess) {}

  /** @param folder what `compileClient` made */
  static spawn(folder: string, dataDir: string, options: ClientOptions = {}): EmbeddedClient {
    const { user, env = {}, modules } = options;
    const program = modules === undefined ? folder : besides(folder, dataDir, modules);
    const child = fork(join(program, 'client.js'), [dataDir], {
      cwd: '/',
      env: { ...process.env, NODE_PATH: join(ROOT, 'node_modules'), ...env },
      execArgv: [],
      ...(user === undefined ? {} : { uid: user, gid: user }),
    });
    return new EmbeddedClient(child);
  }

  async answer(): Promise<Answer> {
    const [answer] = (await Promise.race([
      once(this.process, 'message'),
      once(this.process, 'exit').then(([code]) => [{ error: `ended with ${String(code)}` }]),
    ])) as [Answer];
    return answer;
  }

  /** The answer of a client that got through. */
  async attached(): Promise<{ url: string } & EmbeddedStatus> {
    const answer = await this.answer();
    if ('error' in answer) throw new Error(answer.error);
    return answer;
  }

  /** Lets it release the server, or exit without, or kills it; resolves when it has ended. */
  async end(how: 'release' | 'exit' | 'kill'): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'exit');
    if (how === 'kill') this.process.kill('SIGKILL');
    // One that failed is on its way out by itself, and hears nothing more.
    else this.process.send(how, () => undefined);
    await ended;
  }
}

/** A copy of the program that finds `modules` before any other folder of packages. */
function besides(folder: string, dataDir: string, modules: string): string {
  const copy = join(dirname(dataDir), 'client');
  cpSync(folder, copy, { recursive: true });
  symlinkSync(modules, join(copy, 'node_modules'));
  return copy;
}

/** Compiles the embedded server's code to a folder that every user can read. */
export function compileClient(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nano-os-client-'));
  chmodSync(folder, 0o755);
  const names = readdirSync(join(SOURCES, 'embedded')).map((name) => `embedded/${name}`);
  for (const name of ['errors.ts', ...names]) {
    if (!/(?<!\.spec)\.ts$/.test(name)) continue;
    const target = join(folder, name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, transformFileSync(join(SOURCES, name), { cwd: ROOT }).code);
  }
  writeFileSync(join(folder, 'client.js'), PROGRAM);
  return folder;
}

/** Looks again and again until it is so; a test that waits in vain ends by its own limit. */
export async function eventually(isSo: () => boolean): Promise<void> {
  while (!isSo()) await delay(10);
}
