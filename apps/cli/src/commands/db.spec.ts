import { EmbeddedPostgres, migrations } from '@nano-os/database';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmptyDatabase } from '../../../../test/support/database';
import { createProgram } from '../program';

const names = migrations.map(({ name }) => name);
let dataDir: string;
let env: NodeJS.ProcessEnv;

/** Runs the command as typed; what it printed, and the exit code it set. */
async function run(...words: string[]): Promise<{ text: string; code: number }> {
  const lines: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((line: string) => lines.push(line));
  process.exitCode = 0;
  try {
    await createProgram().parseAsync(['db', ...words], { from: 'user' });
    return { text: lines.join('\n'), code: process.exitCode };
  } finally {
    process.exitCode = 0;
    log.mockRestore();
  }
}

beforeAll(() => {
  env = { ...process.env };
  dataDir = join(mkdtempSync(join(tmpdir(), 'nano-os-cli-')), 'data');
});

beforeEach(() => {
  process.env.NANO_OS_DATA_DIR = dataDir;
  delete process.env.DATABASE_URL;
});

afterAll(async () => {
  process.env = env;
  await new EmbeddedPostgres({ dataDir }).unpin({ force: true });
  rmSync(join(dataDir, '..'), { recursive: true, force: true });
});

describe('nano-os db, on the embedded server', () => {
  it('says that nothing runs, and makes nothing', async () => {
    const { text, code } = await run('status');
    expect(code).toBe(3);
    expect(text).toMatch(/^server +embedded, data in .*\nrunning +no$/m);
    expect(await run('down')).toEqual({ text: 'PostgreSQL was not running.', code: 0 });
    expect(existsSync(dataDir)).toBe(false);
  });

  it('starts it, says how it is, and stops it', async () => {
    expect((await run('up')).text).toMatch(/^PostgreSQL runs on 127\.0\.0\.1:\d+ \(process \d+\)/);
    const { text, code } = await run('status', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(text)).toMatchObject({
      server: 'embedded',
      running: true,
      pinned: true,
      clients: [],
      migrations: { applied: [], pending: names },
    });
    expect(await run('down')).toEqual({ text: 'PostgreSQL has stopped.', code: 0 });
    expect((await run('status')).code).toBe(3);
  });

  it('names who uses it, and takes it away with force', async () => {
    const server = new EmbeddedPostgres({ dataDir });
    await server.attach();
    await expect(run('down')).rejects.toThrow(`PostgreSQL is used by process ${process.pid}:`);
    expect(await run('down', '--force')).toEqual({ text: 'PostgreSQL has stopped.', code: 0 });
    await server.release();
  });

  it('migrates and reverts, and leaves no server behind', async () => {
    expect((await run('migrate')).text).toBe(names.map((name) => `applied ${name}`).join('\n'));
    expect((await run('migrate')).text).toBe('Nothing to apply: the database is up to date.');
    for (const name of names.toReversed()) {
      expect((await run('revert')).text).toBe(`reverted ${name}`);
    }
    expect((await run('revert')).text).toBe('Nothing to revert.');
    expect((await run('status')).code).toBe(3);
  });
});

describe('nano-os db, on a server of DATABASE_URL', () => {
  it('migrates it, and does not start or stop it', async () => {
    const database = await createEmptyDatabase();
    process.env.DATABASE_URL = database.url;
    expect((await run('migrate')).text).toContain(`applied ${names[0]}`);
    const { text, code } = await run('status');
    expect(code).toBe(0);
    expect(text).toContain(`migrations  ${names.length} applied, 0 pending`);
    expect(text).not.toContain(new URL(database.url).password);
    await expect(run('up')).rejects.toThrow('DATABASE_URL names a server of your own');
    await expect(run('down')).rejects.toThrow('DATABASE_URL names a server of your own');
    await database.drop();
  });

  it('says when it cannot be reached', async () => {
    process.env.DATABASE_URL = 'postgres://me:secret@127.0.0.1:1/mine';
    const { text, code } = await run('status');
    expect(code).toBe(3);
    expect(text).toMatch(/running +no\naddress +127\.0\.0\.1:1\/mine\nerror +.*ECONNREFUSED/);
    expect(text).not.toContain('secret');
  });
});
