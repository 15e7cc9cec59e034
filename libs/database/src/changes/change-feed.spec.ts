import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database';
import { PATIENT } from '../../../../test/support/patience';
import { Wire } from '../../../../test/support/wire';
import type { Change } from './change';
import { ChangeFeed } from './change-feed';
import {
  CREATE_CHANGE_FUNCTION,
  createChangeTriggers,
  dropChangeTriggers,
} from './change-triggers';

/** Writes down what the feed says, and waits for what it will say. */
class Recorder {
  readonly said: ('lost' | 'live' | Change)[] = [];
  private waiting: (() => void)[] = [];

  onChange(change: Change): void {
    this.say(change);
  }

  onLost(): void {
    this.say('lost');
  }

  onLive(): void {
    this.say('live');
  }

  changes(): Change[] {
    return this.said.filter((word) => typeof word === 'object');
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private say(word: 'lost' | 'live' | Change): void {
    this.said.push(word);
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

describe('ChangeFeed', () => {
  let database: TestDatabase;
  let writer: Client;
  let feed: ChangeFeed;
  let recorder: Recorder;

  const open = async (url = database.url, timing = PATIENT): Promise<void> => {
    recorder = new Recorder();
    feed = new ChangeFeed(() => url, timing);
    feed.subscribe(recorder);
    await recorder.until(() => feed.isLive);
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    writer = new Client({ connectionString: database.url });
    await writer.connect();
    await writer.query('CREATE TABLE things (id uuid PRIMARY KEY, n integer)');
    await writer.query(`CREATE TABLE parts
      (id uuid PRIMARY KEY, thing_id uuid REFERENCES things ON DELETE CASCADE)`);
    await writer.query(CREATE_CHANGE_FUNCTION.replace('CREATE', 'CREATE OR REPLACE'));
    const triggers = [{ table: 'things' }, { table: 'parts', key: 'thing_id' }];
    for (const query of triggers.flatMap(createChangeTriggers)) await writer.query(query);
  });

  afterEach(() => {
    feed.close();
  });

  afterAll(async () => {
    await writer.end();
    await database.drop();
  });

  const insert = async (count: number): Promise<string[]> => {
    const ids = Array.from({ length: count }, () => randomUUID());
    await writer.query('INSERT INTO things SELECT unnest($1::uuid[])', [ids]);
    return ids;
  };

  const heard = (table: string): string[] =>
    recorder
      .changes()
      .filter((change) => change.table === table)
      .flatMap(({ keys }) => keys);

  it('tells of rows deleted and updated by another connection', async () => {
    await open();
    const [a, b] = await insert(2);
    await writer.query('DELETE FROM things WHERE id = $1', [a]);
    await writer.query('UPDATE things SET n = 1 WHERE id = $1', [b]);
    await recorder.until(() => recorder.changes().length === 2);
    expect(recorder.changes()).toEqual([
      { table: 'things', keys: [a] },
      { table: 'things', keys: [b] },
    ]);
  });

  it('tells of rows that go with the row they belong to, by their own key', async () => {
    await open();
    const [thing] = await insert(1);
    await writer.query('INSERT INTO parts VALUES (gen_random_uuid(), $1)', [thing]);
    await writer.query('DELETE FROM things WHERE id = $1', [thing]);
    await recorder.until(() => recorder.changes().length === 2);
    expect(heard('parts')).toEqual([thing]);
  });

  it('tells nothing of what is rolled back or touches no row', async () => {
    await open();
    const [a, b] = await insert(2);
    await writer.query('BEGIN');
    await writer.query('DELETE FROM things WHERE id = $1', [a]);
    await writer.query('ROLLBACK');
    await writer.query('DELETE FROM things WHERE false');
    await writer.query('DELETE FROM things WHERE id = $1', [b]);
    await recorder.until(() => recorder.changes().length > 0);
    expect(recorder.changes()).toEqual([{ table: 'things', keys: [b] }]);
  });

  it('names 500 keys in several messages, and more than 500 as all', async () => {
    await writer.query('DELETE FROM things');
    await open();
    const ids = await insert(500);
    await writer.query('DELETE FROM things');
    await recorder.until(() => heard('things').length === 500);
    expect(new Set(heard('things'))).toEqual(new Set(ids));
    recorder.said.length = 0;
    await insert(501);
    await writer.query('DELETE FROM things');
    await recorder.until(() => recorder.changes().length > 0);
    expect(recorder.changes()).toEqual([{ table: 'things', keys: 'all' }]);
  });

  it('tells of a truncated table', async () => {
    await open();
    await writer.query('TRUNCATE parts');
    await recorder.until(() => recorder.changes().length > 0);
    expect(recorder.changes()).toEqual([{ table: 'parts', keys: 'all' }]);
  });

  it('is lost when its connection is ended, and live again by itself', async () => {
    await open();
    await writer.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'nano-os changes' AND datname = current_database()`);
    await recorder.until(() => recorder.said.length === 3);
    expect(recorder.said).toEqual(['live', 'lost', 'live']);
    const [id] = await insert(1);
    await writer.query('DELETE FROM things WHERE id = $1', [id]);
    await recorder.until(() => recorder.changes().length === 1);
    expect(heard('things')).toEqual([id]);
  });

  it('is lost when the connection falls silent', async () => {
    const wire = new Wire(database.url);
    await open(await wire.mend(), { heartbeatMs: 10, answerMs: 100, leaseMs: 200 });
    wire.silence();
    // A machine that stalls may have lost it before.
    const before = recorder.said.length;
    await recorder.until(() => recorder.said.slice(before).includes('lost'));
    expect(feed.isLive).toBe(false);
    feed.timing = PATIENT;
    await recorder.until(() => feed.isLive);
    feed.close();
    await wire.cut();
  });

  it('is not live without subscribers', async () => {
    await open();
    const other = feed.subscribe(new Recorder());
    other();
    expect(feed.isLive).toBe(true);
    feed.close();
    expect(feed.isLive).toBe(false);
  });

  it('refuses names that are not plain', () => {
    expect(() => createChangeTriggers({ table: 'a"b' })).toThrow('Not a plain name');
    expect(() => createChangeTriggers({ table: 'a', key: "b'c" })).toThrow('Not a plain name');
  });

  it('takes its triggers away', async () => {
    await writer.query('CREATE TABLE passing (id uuid)');
    for (const query of createChangeTriggers({ table: 'passing' })) await writer.query(query);
    for (const query of dropChangeTriggers({ table: 'passing' })) await writer.query(query);
    const { rows } = await writer.query(
      `SELECT tgname FROM pg_trigger WHERE tgrelid = 'passing'::regclass`,
    );
    expect(rows).toEqual([]);
  });
});
