import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import {
  compileClient,
  EmbeddedClient,
  eventually,
} from '../../../../test/support/embedded-client';
import { runsAsRoot } from './account';
import { EmbeddedPostgres } from './embedded-postgres';
import { processIdentity } from './process-identity';

/** All but the interval in which the server is looked after. */
const KEPT_TIMERS = [
  'Date',
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setTimeout',
  'clearTimeout',
] as const;

let folder: string;
let parent: string;
let dataDir: string;
let server: EmbeddedPostgres;

beforeAll(() => {
  folder = compileClient();
  parent = mkdtempSync(join(tmpdir(), 'nano-os-crash-'));
});

beforeEach(() => {
  dataDir = join(parent, 'data');
  server = new EmbeddedPostgres({ dataDir });
});

afterEach(async () => {
  await server.release();
  await server.unpin({ force: true });
});

afterAll(() => {
  rmSync(parent, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

/** Kills the server as a crash would, without a word to its children. */
async function killServer(): Promise<number> {
  const { pid } = server.status();
  if (pid === null) throw new Error('There is no server to kill');
  process.kill(pid, 'SIGKILL');
  await eventually(() => processIdentity(pid) === null);
  return pid;
}

describe('a process that uses the server', () => {
  it('leaves it to others when it is killed, and counts no more', async () => {
    const client = EmbeddedClient.spawn(folder, dataDir);
    const { pid, url } = await client.attached();
    await client.end('kill');
    expect(server.status()).toMatchObject({ running: true, pid, clients: [] });
    expect(await server.attach()).toBe(url);
    expect(server.status()).toMatchObject({ pid, clients: [process.pid] });
    await server.release();
    expect(server.status().running).toBe(false);
  });

  it('stops it even when it exits without a release', async () => {
    const client = EmbeddedClient.spawn(folder, dataDir);
    await client.attached();
    await client.end('exit');
    await eventually(() => !server.status().running);
  });

  it('meets others that start at the same moment on a new directory', async () => {
    dataDir = join(parent, 'new');
    server = new EmbeddedPostgres({ dataDir });
    const clients = Array.from({ length: 4 }, () => EmbeddedClient.spawn(folder, dataDir));
    const answers = await Promise.all(clients.map((client) => client.attached()));
    expect(new Set(answers.map(({ url, pid }) => `${url} ${pid}`)).size).toBe(1);
    expect(server.status().clients.sort()).toEqual(clients.map((c) => c.process.pid).sort());
    await Promise.all(clients.map((client) => client.end('release')));
    expect(server.status()).toMatchObject({ running: false, clients: [] });
  });
});

describe('a server that is killed', () => {
  it('comes back with every row that was acknowledged', async () => {
    const url = await server.attach();
    const pool = new Pool({ connectionString: url, max: 8 });
    const errors: Error[] = [];
    pool.on('error', (error) => errors.push(error));
    await pool.query('CREATE TABLE load (n integer PRIMARY KEY)');
    const acknowledged: number[] = [];
    let next = 0;
    const write = async (): Promise<void> => {
      for (;;) {
        const n = next++;
        await pool.query('INSERT INTO load VALUES ($1)', [n]);
        acknowledged.push(n);
      }
    };
    const writers = Array.from({ length: 8 }, () => write());
    await eventually(() => acknowledged.length > 200);
    const [, ...ends] = await Promise.all([
      killServer(),
      ...writers.map((writer) => expect(writer).rejects.toThrow()),
    ]);
    expect(ends).toHaveLength(8);
    expect(await server.ensureRunning()).toBe(url);
    const { rows } = await pool.query<{ n: number }>('SELECT n FROM load');
    await pool.end();
    const found = new Set(rows.map(({ n }) => n));
    expect(acknowledged.filter((n) => !found.has(n))).toEqual([]);
  });

  it('is started again for who is attached', async () => {
    const url = await server.attach();
    server.keepAlive(url, () => undefined);
    const killed = await killServer();
    await eventually(() => server.status().running);
    expect(server.status().pid).not.toBe(killed);
    expect(await server.attach()).toBe(url);
  });

  it('stays down for who is attached when it was stopped in order', async () => {
    jest.useFakeTimers({ doNotFake: [...KEPT_TIMERS] });
    const url = await server.attach();
    const ensureRunning = jest.spyOn(server, 'ensureRunning');
    server.keepAlive(url, () => undefined);
    await new EmbeddedPostgres({ dataDir }).unpin({ force: true });
    jest.advanceTimersByTime(60_000);
    jest.useRealTimers();
    expect(ensureRunning).not.toHaveBeenCalled();
  });

  it('is not taken for a program that has its pid now', async () => {
    await server.attach();
    const killed = await killServer();
    const note = join(dataDir, 'postgres', 'postmaster.pid');
    // Of the server's own user, as PostgreSQL believes in a pid that it may signal.
    const user = runsAsRoot() ? { uid: 65534, gid: 65534 } : {};
    const stranger = spawn('sleep', ['1000'], user);
    await once(stranger, 'spawn');
    writeFileSync(note, readFileSync(note, 'utf8').replace(String(killed), String(stranger.pid)));
    try {
      expect(server.status().running).toBe(false);
      await server.ensureRunning();
      expect(server.status().pid).not.toBe(stranger.pid);
      expect(stranger.exitCode).toBeNull();
    } finally {
      stranger.kill('SIGKILL');
    }
  });
});
