import { Client } from 'pg';
import type { DataSource } from 'typeorm';

/** Any number, the same in every version of this system: the lock under which the schema changes. */
const SCHEMA_LOCK = 5_271_009;

/**
 * Applies the migrations that the database lacks. Of processes that do so at once, one works and
 * the others find nothing left to do.
 * @returns names of the migrations applied
 */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  return underSchemaLock(dataSource, async () => {
    const applied = await dataSource.runMigrations();
    return applied.map(({ name }) => name);
  });
}

/**
 * Reverts the latest migration.
 * @returns its name, null when the database has none
 */
export async function revert(dataSource: DataSource): Promise<string | null> {
  return underSchemaLock(dataSource, async () => {
    const latest = (await appliedMigrations(dataSource)).at(-1) ?? null;
    if (latest !== null) await dataSource.undoLastMigration();
    return latest;
  });
}

/** Names of the migrations that the database lacks, in their order. */
export async function pendingMigrations(dataSource: DataSource): Promise<string[]> {
  const applied = new Set(await appliedMigrations(dataSource));
  const known = dataSource.migrations.map(
    (migration) => migration.name ?? migration.constructor.name,
  );
  return known.filter((name) => !applied.has(name));
}

/** Names of the migrations that the database has, in the order in which they were applied. */
export async function appliedMigrations(dataSource: DataSource): Promise<string[]> {
  const [found] = await dataSource.query<{ present: boolean }[]>(
    `SELECT to_regclass('migrations') IS NOT NULL AS present`,
  );
  if (!found?.present) return [];
  const rows = await dataSource.query<{ name: string }[]>(
    'SELECT name FROM migrations ORDER BY id',
  );
  return rows.map(({ name }) => name);
}

/** Statements that bring a database to what the entities say, and back. */
export interface SchemaDrift {
  up: string[];
  down: string[];
}

/**
 * What the migrations still lack of the entities; empty when they agree. Ask it of a database that
 * was migrated from nothing.
 */
export async function schemaDrift(dataSource: DataSource): Promise<SchemaDrift> {
  const { upQueries, downQueries } = await dataSource.driver.createSchemaBuilder().log();
  return {
    up: upQueries.map(({ query }) => query),
    down: downQueries.map(({ query }) => query).reverse(),
  };
}

/** The lock belongs to a connection of its own: the pool may be as small as one. */
async function underSchemaLock<T>(dataSource: DataSource, work: () => Promise<T>): Promise<T> {
  const { options } = dataSource;
  if (options.type !== 'postgres') throw new Error(`Not a PostgreSQL data source: ${options.type}`);
  const client = new Client({ connectionString: options.url });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [SCHEMA_LOCK]);
    return await work();
  } finally {
    await client.end();
  }
}
