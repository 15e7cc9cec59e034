import { createEmptyDatabase, type TestDatabase } from '../../../test/support/database';
import { entities, migrations } from '../../../ormconfig';
import { DataSource } from 'typeorm';
import { createDataSourceOptions } from './data-source';
import { appliedMigrations, migrate, pendingMigrations, revert, schemaDrift } from './migrate';

let database: TestDatabase;
const connected: DataSource[] = [];

async function connect(schema = { entities, migrations }): Promise<DataSource> {
  const options = createDataSourceOptions(database.url, { ...schema, poolSize: 2 });
  const dataSource = await new DataSource(options).initialize();
  connected.push(dataSource);
  return dataSource;
}

/** Names of what the schema holds beside TypeORM's own tables. */
async function contents(dataSource: DataSource): Promise<string[]> {
  const rows = await dataSource.query<{ name: string }[]>(`
    SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace
      AND relkind IN ('r', 'v', 'm') AND relname NOT IN ('migrations', 'typeorm_metadata')
    UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace
      AND typtype IN ('e', 'd')`);
  return rows.map(({ name }) => name);
}

beforeEach(async () => {
  database = await createEmptyDatabase();
});

afterEach(async () => {
  for (const dataSource of connected.splice(0)) await dataSource.destroy();
  await database.drop();
});

const names = migrations.map(({ name }) => name);

describe('migrations', () => {
  it('make what the entities say, and nothing less', async () => {
    const dataSource = await connect();
    expect(await pendingMigrations(dataSource)).toEqual(names);
    expect(await migrate(dataSource)).toEqual(names);
    expect(await appliedMigrations(dataSource)).toEqual(names);
    expect(await pendingMigrations(dataSource)).toEqual([]);
    expect(await schemaDrift(dataSource)).toEqual({ up: [], down: [] });
    expect(await migrate(dataSource)).toEqual([]);
  });

  it('go down to nothing, one by one, and up again', async () => {
    const dataSource = await connect();
    await migrate(dataSource);
    for (const name of names.toReversed()) expect(await revert(dataSource)).toBe(name);
    expect(await contents(dataSource)).toEqual([]);
    expect(await revert(dataSource)).toBeNull();
    expect(await migrate(dataSource)).toEqual(names);
  });

  it('run once when several processes start at the same time', async () => {
    const sources = await Promise.all([connect(), connect(), connect()]);
    const applied = await Promise.all(sources.map((source) => migrate(source)));
    expect(applied.filter((list) => list.length > 0)).toEqual([names]);
  });

  it('differ from the entities when one is missing', async () => {
    const dataSource = await connect({ entities, migrations: [] });
    const { up, down } = await schemaDrift(dataSource);
    expect(up.filter((query) => query.startsWith('CREATE TABLE'))).toHaveLength(entities.length);
    expect(down.filter((query) => query.startsWith('DROP TABLE'))).toHaveLength(entities.length);
  });

  it('leave no trace of one that fails', async () => {
    class Fails1000000000000 {
      name = 'Fails1000000000000';
      async up(runner: { query(text: string): Promise<unknown> }): Promise<void> {
        await runner.query('CREATE TABLE half (n integer)');
        throw new Error('in the middle');
      }
      down(): Promise<void> {
        return Promise.resolve();
      }
    }
    const dataSource = await connect({ entities: [], migrations: [Fails1000000000000] });
    await expect(migrate(dataSource)).rejects.toThrow('in the middle');
    expect(await contents(dataSource)).toEqual([]);
    expect(await pendingMigrations(dataSource)).toEqual(['Fails1000000000000']);
  });
});
