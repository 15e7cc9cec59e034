import { EmbeddedPostgres, createDataSourceOptions, migrate, migrations } from '@nano-os/database';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';
import { DataSource } from 'typeorm';

/** A migrated, empty database of one test file. */
export interface TestDatabase {
  url: string;
  /** Drops it, with whatever connections are still open. */
  drop(): Promise<void>;
}

/** Name of the migrated database that others are copied from. */
const TEMPLATE = 'nano_os_template';
/** Any number; who holds it builds the template. */
const TEMPLATE_LOCK = 71_120_934;

/**
 * Makes a database for one test file by copying the migrated template, in some 50 ms. The first
 * call of a test run starts the server and builds the template; the global teardown removes both.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = await testServer();
  await withClient(server, (client) => ensureTemplate(client, server));
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await withClient(server, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`),
  );
  return {
    url: withDatabase(server, name),
    drop: async () => {
      await withClient(server, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}

/** A database with nothing in it, for tests of migrations. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const server = await testServer();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name}`));
  return {
    url: withDatabase(server, name),
    drop: async () => {
      await withClient(server, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}

/** Starts the run's server or joins it; it is pinned, because files come and go. */
async function testServer(): Promise<string> {
  const directory = process.env.NANO_OS_TEST_DIR;
  if (!directory) throw new Error('NANO_OS_TEST_DIR is not set: see test/support/global-setup.mjs');
  const postgres = new EmbeddedPostgres({
    dataDir: join(directory, 'data'),
    // What a crash loses is of no interest here.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  });
  postgres.pin();
  const url = await postgres.attach();
  await postgres.release();
  return url;
}

async function ensureTemplate(client: Client, server: string): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [
    TEMPLATE,
  ]);
  if (rowCount) return;
  const building = `${TEMPLATE}_building`;
  await client.query(`DROP DATABASE IF EXISTS ${building} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${building}`);
  const options = createDataSourceOptions(withDatabase(server, building), {
    entities: [],
    migrations,
  });
  const dataSource = await new DataSource(options).initialize();
  await migrate(dataSource).finally(() => dataSource.destroy());
  await client.query(`ALTER DATABASE ${building} RENAME TO ${TEMPLATE}`);
}

/** Works on a connection of its own, past any application. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
