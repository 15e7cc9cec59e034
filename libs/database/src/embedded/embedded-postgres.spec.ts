import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { resolveDatabase } from '../resolve-database';
import { EmbeddedPostgres } from './embedded-postgres';

let parent: string;
const started: EmbeddedPostgres[] = [];

/** A server that is stopped after the test. */
function serverIn(name = 'data'): { server: EmbeddedPostgres; dataDir: string } {
  const dataDir = join(parent, name);
  const server = new EmbeddedPostgres({ dataDir });
  started.push(server);
  return { server, dataDir };
}

async function ask<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

// One directory for all tests that do not ask for a new one: making a cluster takes a second.
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'nano-os embedded-'));
});

afterEach(async () => {
  for (const server of started.splice(0)) {
    await server.release();
    await server.unpin({ force: true });
  }
});

afterAll(() => {
  rmSync(parent, { recursive: true, force: true });
});

describe('EmbeddedPostgres', () => {
  it('serves a database of a role that is no superuser', async () => {
    const { server } = serverIn();
    const url = await server.attach();
    const [row] = await ask<Record<string, unknown>>(
      url,
      `SELECT current_setting('server_version_num')::int / 10000 AS major, rolsuper,
        current_database() AS database, current_setting('fsync') AS fsync,
        inet_server_addr()::text AS address, 'ä' < 'b' AS "byteOrder"
       FROM pg_roles WHERE rolname = current_user`,
    );
    expect(row).toEqual({
      major: 18,
      rolsuper: false,
      database: 'nano_os',
      fsync: 'on',
      address: '127.0.0.1/32',
      byteOrder: false,
    });
  });

  it('refuses a wrong password and the superuser', async () => {
    const { server } = serverIn();
    const url = new URL(await server.attach());
    const { password } = url;
    url.password = 'wrong';
    await expect(ask(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    url.password = password;
    url.username = 'postgres';
    await expect(ask(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '28000' });
  });

  it('keeps data and port over a stop, in a directory of any name', async () => {
    const { server } = serverIn(`o'dd "näme" $HOME \`x\``);
    const url = await server.attach();
    await ask(url, 'CREATE TABLE kept AS SELECT 42 AS n');
    await server.release();
    expect(server.status().running).toBe(false);
    expect(await server.attach()).toBe(url);
    expect(await ask(url, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  });

  it('writes nothing beside its directory, and its password for the owner only', async () => {
    const { server, dataDir } = serverIn('new/alone');
    await server.attach();
    const { port } = server.status();
    expect(readdirSync(dirname(dataDir))).toEqual(['alone']);
    expect(existsSync(`/tmp/.s.PGSQL.${port}`)).toBe(false);
    expect(statSync(join(dataDir, 'postgres.secret')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700);
  });

  it('runs for two directories side by side', async () => {
    const [one, two] = [serverIn().server, serverIn('new/alone').server];
    const urls = await Promise.all([one.attach(), two.attach()]);
    await ask(urls[0], 'CREATE TABLE mine (n integer)');
    expect(await ask(urls[1], `SELECT to_regclass('mine') AS t`)).toEqual([{ t: null }]);
  });

  it('is shared by who attaches, and stops with the last of them', async () => {
    const { server, dataDir } = serverIn();
    const other = new EmbeddedPostgres({ dataDir });
    expect(await other.attach()).toBe(await server.attach());
    const { pid } = server.status();
    await server.release();
    expect(other.status()).toMatchObject({ running: true, pid, clients: [process.pid] });
    await other.release();
    expect(other.status()).toMatchObject({ running: false, clients: [] });
  });

  it('goes on without anybody while it is pinned', async () => {
    const { server } = serverIn();
    await server.attach();
    server.pin();
    await server.release();
    expect(server.status()).toMatchObject({ running: true, pinned: true, clients: [] });
    expect(await server.unpin()).toEqual([]);
    expect(server.status()).toMatchObject({ running: false, pinned: false });
  });

  it('is not taken from who uses it without force', async () => {
    const { server, dataDir } = serverIn();
    await server.attach();
    const other = new EmbeddedPostgres({ dataDir });
    expect(await other.unpin()).toEqual([process.pid]);
    expect(other.status().running).toBe(true);
    expect(await other.unpin({ force: true })).toEqual([]);
    expect(other.status().running).toBe(false);
  });

  it('makes nothing when it is only asked', async () => {
    const { server, dataDir } = serverIn('absent');
    expect(server.status()).toEqual({
      running: false,
      pinned: false,
      pid: null,
      port: null,
      clients: [],
    });
    expect(await server.runningUrl()).toBeNull();
    expect(await server.unpin()).toEqual([]);
    expect(existsSync(dataDir)).toBe(false);
  });

  it('makes a new password when the old one is lost', async () => {
    const { server, dataDir } = serverIn();
    const before = await server.attach();
    await ask(before, 'CREATE TABLE left_behind AS SELECT 42 AS n');
    await server.release();
    rmSync(join(dataDir, 'postgres.secret'));
    const after = await server.attach();
    expect(after).not.toBe(before);
    expect(await ask(after, 'SELECT n FROM left_behind')).toEqual([{ n: 42 }]);
  });

  it('says so when the directory cannot be made', async () => {
    writeFileSync(join(parent, 'file'), '');
    const { server } = serverIn('file');
    await expect(server.attach()).rejects.toThrow(/data directory .*file cannot be written/);
    started.pop();
  });
});

describe('resolveDatabase', () => {
  it('takes the server of DATABASE_URL and leaves the directory alone', async () => {
    const { dataDir } = serverIn('absent');
    const DATABASE_URL = 'postgres://me@example.org/mine';
    const handle = await resolveDatabase({ DATABASE_URL, NANO_OS_DATA_DIR: dataDir });
    expect(handle.url).toBe(DATABASE_URL);
    await handle.release();
    expect(existsSync(dataDir)).toBe(false);
  });

  it('starts the embedded server when there is none', async () => {
    const { server, dataDir } = serverIn();
    const handle = await resolveDatabase({ DATABASE_URL: undefined, NANO_OS_DATA_DIR: dataDir });
    expect(await ask(handle.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await handle.release();
    expect(server.status().running).toBe(false);
  });
});
