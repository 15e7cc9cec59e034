import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const ROOT = join(__dirname, '../..');

/** The server as `npm start` runs it, in a process of its own. */
export interface Served {
  url: string;
  pid: number;
  /** Everything it has printed so far. */
  output(): string;
  /** Sends the signal, to the process or to all of its group, and waits for the end. */
  end(signal: NodeJS.Signals, to?: 'process' | 'group'): Promise<Ending>;
}

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

const LAUNCHER = [process.execPath, join(ROOT, 'bin/nano-os.mjs'), 'serve'] as const;

/** Starts the server on a free port, by `command` in the clone if one is given, until it listens. */
export async function serve(
  env: NodeJS.ProcessEnv,
  command?: readonly [string, ...string[]],
): Promise<Served> {
  const [program, ...args] = command ?? LAUNCHER;
  const child = spawn(program, args, {
    // Elsewhere than the .env of who develops here, whose database is not to be touched.
    cwd: command ? ROOT : tmpdir(),
    detached: command !== undefined,
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
  const url = await listening(child, lines);
  return {
    url,
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

function listening(child: ChildProcess, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const read = (line: string): void => {
      lines.push(line);
      const url = /"url":"(http:[^"]+)"/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    };
    createInterface({ input: child.stdout! }).on('line', read);
    createInterface({ input: child.stderr! }).on('line', read);
    // Not at its exit, when its last lines may not have been read yet.
    child.once('close', (code) => {
      reject(new Error(`the server ended with ${code}:\n${lines.join('\n')}`));
    });
  });
}
