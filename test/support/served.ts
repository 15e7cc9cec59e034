import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const ROOT = join(__dirname, '../..');

/** A process of the program. */
export interface Running {
  pid: number;
  /** Everything it has printed so far. */
  output(): string;
  /** Sends the signal, to the process or to all of its group, and waits for the end. */
  end(signal: NodeJS.Signals, to?: 'process' | 'group'): Promise<Ending>;
}

/** The server as `npm start` runs it, in a process of its own. */
export interface Served extends Running {
  url: string;
}

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

const LAUNCHER = [process.execPath, join(ROOT, 'bin/nano-os.mjs')] as const;

/** What a process prints when it is ready; the first group is kept. */
const LISTENS = /"url":"(http:[^"]+)"/;
const WORKS = /NANO-OS (works) on \d+ jobs? at a time/;

/** Starts the server on a free port, by `command` in the clone if one is given, until it listens. */
export async function serve(
  env: NodeJS.ProcessEnv,
  command?: readonly [string, ...string[]],
): Promise<Served> {
  const [program, ...args] = command ?? [...LAUNCHER, 'serve'];
  const { ready: url, ...running } = await start(program, args, LISTENS, env, {
    // Elsewhere than the .env of who develops here, whose database is not to be touched.
    cwd: command ? ROOT : tmpdir(),
    detached: command !== undefined,
  });
  return { url, ...running };
}

/** Starts `nano-os worker`, until it takes jobs. */
export async function startWorker(env: NodeJS.ProcessEnv): Promise<Running> {
  const [program, launcher] = LAUNCHER;
  return start(program, [launcher, 'worker'], WORKS, env, { cwd: tmpdir() });
}

async function start(
  program: string,
  args: readonly string[],
  ready: RegExp,
  env: NodeJS.ProcessEnv,
  options: { cwd: string; detached?: boolean },
): Promise<Running & { ready: string }> {
  const child = spawn(program, args, {
    ...options,
    env: {
      ...process.env,
      DATABASE_URL: '',
      NODE_ENV: 'production',
      PORT: '0',
      HOST: '127.0.0.1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  return {
    ready: await printed(child, ready, lines),
    pid: child.pid!,
    output: () => lines.join('\n'),
    end: (signal, to) =>
      new Promise((resolve) => {
        child.once('close', (code, by) => {
          resolve({ code, signal: by });
        });
        process.kill(to === 'group' ? -child.pid! : child.pid!, signal);
      }),
  };
}

function printed(child: ChildProcess, ready: RegExp, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const read = (line: string): void => {
      lines.push(line);
      const found = ready.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    };
    createInterface({ input: child.stdout! }).on('line', read);
    createInterface({ input: child.stderr! }).on('line', read);
    // Not at its exit, when its last lines may not have been read yet.
    child.once('close', (code) => {
      reject(new Error(`it ended with ${code}:\n${lines.join('\n')}`));
    });
  });
}
