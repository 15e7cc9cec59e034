import { createTestDatabase, type TestDatabase } from '../../../test/support/database';
import { DataSource } from 'typeorm';
import { createDataSourceOptions } from './data-source';
import { isForeignKeyViolation, isUniqueViolation, sqlState } from './errors';
import { Sql } from './sql';

let database: TestDatabase;
let dataSource: DataSource;
let sql: Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  const options = createDataSourceOptions(database.url, {
    entities: [],
    migrations: [],
    poolSize: 1,
  });
  dataSource = await new DataSource(options).initialize();
  sql = new Sql(dataSource);
  await sql.execute({ text: 'CREATE TABLE things (n integer PRIMARY KEY)' });
  await sql.execute({ text: 'CREATE TABLE parts (n integer REFERENCES things)' });
});

beforeEach(async () => {
  await sql.execute({ text: 'TRUNCATE things, parts' });
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const insert = (n: number): { text: string; values: number[] } => ({
  text: 'INSERT INTO things VALUES ($1)',
  values: [n],
});
const numbers = async (): Promise<number[]> =>
  (await sql.query<{ n: number }>({ text: 'SELECT n FROM things ORDER BY n' })).map(({ n }) => n);

describe('Sql', () => {
  it('prepares a named statement once on its connection', async () => {
    const statement = { name: 'twice', text: 'SELECT 2 * $1::int AS n' };
    for (const n of [1, 2]) {
      expect(await sql.query({ ...statement, values: [n] })).toEqual([{ n: 2 * n }]);
    }
    const prepared = await sql.query({ text: 'SELECT name FROM pg_prepared_statements' });
    expect(prepared).toEqual([{ name: 'twice' }]);
  });

  it('counts the rows that a statement touched', async () => {
    expect(await sql.execute({ text: 'INSERT INTO things VALUES (1), (2)' })).toBe(2);
    expect(await sql.execute({ text: 'DELETE FROM things WHERE n > 5' })).toBe(0);
  });

  it('commits a transaction and gives its result', async () => {
    const result = await sql.transaction(async (session) => {
      await session.execute(insert(1));
      return session.query<{ n: number }>({ text: 'SELECT n FROM things' });
    });
    expect(result).toEqual([{ n: 1 }]);
    expect(await numbers()).toEqual([1]);
  });

  it('rolls a transaction back when it throws, and gives the connection back', async () => {
    const failing = sql.transaction(async (session) => {
      await session.execute(insert(1));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await numbers()).toEqual([]);
  });

  it('does not use a connection again that broke in a transaction', async () => {
    const failing = sql.transaction((session) =>
      session.query({ text: 'SELECT pg_terminate_backend(pg_backend_pid())' }),
    );
    await expect(failing).rejects.toMatchObject({ code: '57P01' });
    expect(await numbers()).toEqual([]);
  });

  it('goes where it is moved to', async () => {
    const other = await createTestDatabase();
    sql.moveTo(other.url);
    const leave = sql.transaction((session) =>
      session.query({ text: 'SELECT pg_terminate_backend(pg_backend_pid())' }),
    );
    await expect(leave).rejects.toMatchObject({ code: '57P01' });
    const [row] = await sql.query({ text: 'SELECT current_database() AS name' });
    expect(row).toEqual({ name: new URL(other.url).pathname.slice(1) });
    sql.moveTo(database.url);
    await other.drop();
  });
});

describe('errors of the database', () => {
  it('are known by their SQLSTATE, from pg and through TypeORM', async () => {
    await sql.execute(insert(1));
    const twice: unknown = await sql.execute(insert(1)).catch((error: unknown) => error);
    const wrapped: unknown = await dataSource
      .query('INSERT INTO things VALUES (1)')
      .catch((error: unknown) => error);
    const astray: unknown = await sql
      .execute({ text: 'INSERT INTO parts VALUES (99)' })
      .catch((error: unknown) => error);
    expect([twice, wrapped, astray].map(isUniqueViolation)).toEqual([true, true, false]);
    expect([twice, wrapped, astray].map(isForeignKeyViolation)).toEqual([false, false, true]);
    expect(sqlState(new Error('of another kind'))).toBeUndefined();
  });
});
