import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether this machine has a Redis server to test with. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** A Redis server on a free port, in memory only. */
export async function startRedis(): Promise<{ url: string; stop: () => Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'nano-os-redis-'));
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const child = spawn('redis-server', ['--port', `${port}`, '--save', '', '--dir', directory]);
    if (await answers(child, port)) {
      return {
        url: `redis://127.0.0.1:${port}`,
        stop: async () => {
          await new Promise((resolve) => {
            child.once('exit', resolve);
            child.kill('SIGKILL');
          });
          rmSync(directory, { recursive: true, force: true });
        },
      };
    }
  }
}

/** Waits until the server listens; false when it ended, because the port was taken. */
function answers(child: ChildProcess, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    let ended = false;
    child.once('exit', () => {
      ended = true;
      resolve(false);
    });
    const attempt = (): void => {
      if (ended) return;
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => setTimeout(attempt, 20));
    };
    attempt();
  });
}
