import { existsSync } from 'node:fs';
import {
  chown,
  lchown,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { launch } from './launcher';
import type { Layout } from './layout';
import type { Tools } from './prepare';

/** Role and database of the application; the role is no superuser. */
export const ROLE = 'nano_os';
export const DATABASE = 'nano_os';

const NAMELESS =
  `\nPostgreSQL wants its user in the user database, where ${process.getuid?.() ?? 'he'} is not: add ` +
  'him to /etc/passwd, or set DATABASE_URL to a PostgreSQL server of your own.';

/** Major version of the cluster's files that these binaries read. */
const MAJOR = '18';

/**
 * Makes the cluster unless it is there. It appears under its name when it is complete, so that a
 * kill in between leaves nothing that looks like one.
 */
export async function ensureCluster(tools: Tools, layout: Layout, password: string): Promise<void> {
  if (existsSync(join(layout.cluster, 'PG_VERSION'))) {
    await assertVersion(layout);
    await own(tools, layout.cluster);
    return;
  }
  const partial = `${layout.cluster}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { mode: 0o700 });
  await own(tools, partial);
  await initialise(tools, partial);
  await setUp(tools, partial, [
    `CREATE ROLE ${ROLE} LOGIN CREATEDB PASSWORD '${password}'`,
    `CREATE DATABASE ${DATABASE} OWNER ${ROLE}`,
  ]);
  await rm(layout.cluster, { recursive: true, force: true });
  await rename(partial, layout.cluster);
}

/** Gives the role another password, on a cluster whose server does not run. */
export async function resetPassword(tools: Tools, layout: Layout, password: string): Promise<void> {
  await setUp(tools, layout.cluster, [`ALTER ROLE ${ROLE} PASSWORD '${password}'`]);
}

async function initialise({ binaries, launcher }: Tools, directory: string): Promise<void> {
  const { ok, text } = await launch(
    launcher,
    [
      binaries.initdb,
      `--pgdata=${directory}`,
      '--username=postgres',
      // Nobody signs in as the superuser; pg_hba.conf below lets in the application's role.
      '--auth=reject',
      '--encoding=UTF8',
      // Order and case of text are those of Unicode, whatever the machine's locale is.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ],
    { cwd: directory, named: true },
  );
  if (!ok) {
    const advice = launcher.isNameless ? NAMELESS : '';
    throw new Error(`The database cluster could not be made: ${text.trim()}${advice}`);
  }
  const rules = join(directory, 'pg_hba.conf');
  await writeFile(rules, `host all ${ROLE} 127.0.0.1/32 scram-sha-256\n`);
}

/** Statements of the superuser, in single-user mode: no one else can be there yet. */
async function setUp(
  { binaries, launcher }: Tools,
  directory: string,
  statements: readonly string[],
): Promise<void> {
  const { ok, text } = await launch(
    launcher,
    [binaries.postgres, '--single', '-D', directory, 'postgres'],
    { cwd: directory, input: `${statements.join('\n')}\n`, named: true },
  );
  if (ok && !/\b(ERROR|FATAL|PANIC):/.test(text)) return;
  throw new Error(`The database could not be set up: ${text.trim()}`);
}

/** A cluster made or copied by root goes to the account that the server runs as. */
async function own({ launcher: { account } }: Tools, directory: string): Promise<void> {
  if (!account || (await stat(directory)).uid === account.uid) return;
  for (const name of await readdir(directory, { recursive: true })) {
    await lchown(join(directory, name), account.uid, account.gid);
  }
  // Last, so that a kill in between is made good by the next start.
  await chown(directory, account.uid, account.gid);
}

async function assertVersion({ cluster }: Layout): Promise<void> {
  const version = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  if (version === MAJOR) return;
  throw new Error(
    `${cluster} was written by PostgreSQL ${version} and this is ${MAJOR}: dump it there and ` +
      'restore it here, or set NANO_OS_DATA_DIR to another directory.',
  );
}
