import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database';
import { createDataSourceOptions } from '../data-source';
import { Sql } from '../sql';
import { IdempotencyStore, type ClaimOutcome, type IdempotencyClaim } from './idempotency.store';

const TTL_S = 3600;

describe('IdempotencyStore', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let sql: Sql;
  let store: IdempotencyStore;
  let claim: IdempotencyClaim;

  beforeAll(async () => {
    database = await createTestDatabase();
    const options = createDataSourceOptions(database.url, { entities: [], migrations: [] });
    dataSource = await new DataSource(options).initialize();
    sql = new Sql(dataSource);
    store = new IdempotencyStore(sql, TTL_S);
  });
  beforeEach(() => {
    const key = randomUUID();
    claim = { owner: 'someone', route: 'POST /things', key, fingerprint: 'f'.repeat(64) };
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const holderOf = (outcome: ClaimOutcome): string => {
    if (outcome.kind !== 'granted') throw new Error(`It is ${outcome.kind}`);
    return outcome.holder;
  };
  /** Lets so many seconds pass for the key. */
  const age = (seconds: number): Promise<number> =>
    sql.execute({
      text: `UPDATE idempotency_keys SET created_at = created_at - make_interval(secs => $2),
        lease_until = lease_until - make_interval(secs => $2) WHERE key = $1`,
      values: [claim.key, seconds],
    });

  it('lets one of many claims through, and tells the others that it is at work', async () => {
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => store.claim(claim)));
    const kinds = outcomes.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'granted')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'running')).toHaveLength(9);
  });

  it('gives the answer when there is one', async () => {
    const holder = holderOf(await store.claim(claim));
    await store.complete(holder, claim, 201, Buffer.from('answer'));
    expect(await store.claim({ ...claim, fingerprint: 'e'.repeat(64) })).toEqual({
      kind: 'done',
      fingerprint: claim.fingerprint,
      status: 201,
      answer: Buffer.from('answer'),
    });
  });

  it('keeps owners and routes apart', async () => {
    holderOf(await store.claim(claim));
    holderOf(await store.claim({ ...claim, owner: 'another' }));
    holderOf(await store.claim({ ...claim, route: 'POST /others' }));
  });

  it('is free again after a failure', async () => {
    await store.abandon(holderOf(await store.claim(claim)), claim);
    holderOf(await store.claim(claim));
  });

  it('passes from a request that died to the next, for whom it cannot answer any more', async () => {
    const dead = holderOf(await store.claim(claim));
    await age(30);
    expect((await store.claim(claim)).kind).toBe('running');
    await age(100);
    const next = holderOf(await store.claim(claim));
    await store.complete(dead, claim, 201, Buffer.from('late'));
    await store.abandon(dead, claim);
    expect((await store.claim(claim)).kind).toBe('running');
    await store.complete(next, claim, 201, Buffer.from('in time'));
    expect(await store.claim(claim)).toMatchObject({ answer: Buffer.from('in time') });
  });

  it('forgets after its time, with a purge or without', async () => {
    const holder = holderOf(await store.claim(claim));
    await store.complete(holder, claim, 201, Buffer.from('old'));
    await age(TTL_S / 2);
    await store.purge();
    expect((await store.claim(claim)).kind).toBe('done');
    await age(TTL_S / 2 + 1);
    holderOf(await store.claim({ ...claim, fingerprint: 'e'.repeat(64) }));
    await age(TTL_S + 1);
    await store.purge();
    const rows = await sql.query({
      text: 'SELECT 1 FROM idempotency_keys WHERE key = $1',
      values: [claim.key],
    });
    expect(rows).toEqual([]);
  });
});
