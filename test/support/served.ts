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
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts `nano-os serve` on a free port and waits until it listens. */
export async function serve(env: NodeJS.ProcessEnv): Promise<Served> {
  const child = spawn(process.execPath, [join(ROOT, 'bin/nano-os.mjs'), 'serve'], {
    // Elsewhere than the .env of who develops here, whose database is not to be touched.
    cwd: tmpdir(),
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
    end: (signal) =>
      new Promise((resolve) => {
        child.once('exit', (code, by) => {
          resolve({ code, signal: by });
        });
        child.kill(signal);
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
