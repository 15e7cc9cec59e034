import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { createTestApp, type Actor, type TestApp } from './support/app';
import { SALT_POSCAR, SILICON_CIF } from './support/crystals';

const STRUCTURES = '/api/v1/structures';

describe('Idempotency-Key', () => {
  let app: TestApp;
  let user: Actor;
  let other: Actor;

  beforeAll(async () => {
    app = await createTestApp();
    user = await app.user();
    other = await app.user();
  });
  afterAll(() => app.close());

  const create = (key: string, content = SILICON_CIF, actor = user): Promise<Response> =>
    app.request('POST', STRUCTURES, {
      token: actor.token,
      json: { content },
      headers: { 'idempotency-key': key },
    });
  const count = async (): Promise<number> => {
    const { data } = await user.client.GET('/api/v1/structures', {});
    return data!.total;
  };

  it('gives the same answer again and makes nothing twice', async () => {
    const key = randomUUID();
    const first = await create(key);
    const before = await count();
    const second = await create(key);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(await second.json()).toEqual(await first.json());
    expect(await count()).toBe(before);
  });

  it('gives a secret again to its owner only, and to no cache', async () => {
    const create = (actor: Actor | null): Promise<Response> =>
      app.request('POST', '/api/v1/auth/api-keys', {
        token: actor?.token,
        json: { name: 'screening' },
        headers: { 'idempotency-key': 'shown-again' },
      });
    const first = (await (await create(user)).json()) as { key: string };
    const again = await create(user);
    expect(again.headers.get('cache-control')).toBe('no-store');
    expect(await again.json()).toEqual(first);
    expect((await create(null)).status).toBe(401);
    expect((await create({ ...user, token: `${user.token}x` })).status).toBe(401);
    expect(((await (await create(other)).json()) as { key: string }).key).not.toBe(first.key);
  });

  it('opens nothing to who is disabled meanwhile', async () => {
    const leaving = await app.user();
    const key = randomUUID();
    expect((await create(key, SILICON_CIF, leaving)).status).toBe(201);
    const admin = await app.admin();
    const path = `/api/v1/users/${leaving.id}`;
    await app.request('PATCH', path, { token: admin.token, json: { disabled: true } });
    expect((await create(key, SILICON_CIF, leaving)).status).toBe(401);
  });

  it('holds for who is not signed in yet, too', async () => {
    const register = (email: string): Promise<Response> =>
      app.request('POST', '/api/v1/auth/register', {
        json: { email, password: 'a long phrase of mine' },
        headers: { 'idempotency-key': 'registering' },
      });
    const first = await register('twice@example.org');
    const second = await register('twice@example.org');
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(await second.json()).toEqual(await first.json());
    expect((await register('thrice@example.org')).status).toBe(409);
  });

  it('makes one thing of twenty requests at once', async () => {
    const key = randomUUID();
    const before = await count();
    const answers = await Promise.all(Array.from({ length: 20 }, () => create(key)));
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
    expect(await count()).toBe(before + 1);
  });

  it('makes one thing of requests at once to two processes', async () => {
    const twin = await createTestApp({ databaseUrl: app.databaseUrl });
    const key = randomUUID();
    const before = await count();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        (i % 2 ? app : twin).request('POST', STRUCTURES, {
          token: user.token,
          json: { content: SILICON_CIF },
          headers: { 'idempotency-key': key },
        }),
      ),
    );
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
    expect(await count()).toBe(before + 1);
    await twin.close();
  });

  it('refuses another body under the same key', async () => {
    const key = randomUUID();
    await create(key);
    const answer = await create(key, SALT_POSCAR);
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ type: 'urn:nano-os:problem:idempotency-conflict' });
  });

  it('belongs to its user', async () => {
    const key = randomUUID();
    const mine = (await (await create(key)).json()) as { id: string };
    const his = (await (await create(key, SILICON_CIF, other)).json()) as { id: string };
    expect(his.id).not.toBe(mine.id);
  });

  it('belongs to its route', async () => {
    const key = randomUUID();
    const { id } = (await (await create(key)).json()) as { id: string };
    const simulation = await app.request('POST', '/api/v1/simulations', {
      token: user.token,
      json: { structure_id: id, code: 'VASP', method: 'PBE', summary: { bandgap: 0.6 } },
      headers: { 'idempotency-key': key },
    });
    expect(simulation.status).toBe(201);
  });

  it('is free again after a request that failed', async () => {
    const key = randomUUID();
    expect((await create(key, 'no structure at all')).status).toBe(422);
    expect((await create(key)).status).toBe(201);
  });

  it('repeats a forced prediction without another row', async () => {
    const { id } = (await (await create(randomUUID())).json()) as { id: string };
    const force = (): Promise<Response> =>
      app.request('POST', '/api/v1/ml/properties', {
        token: user.token,
        json: { structure_id: id, force_recompute: true },
        headers: { 'idempotency-key': `force-${id}` },
      });
    const [first, second] = [await force(), await force()];
    expect(await second.json()).toEqual(await first.json());
    const { data } = await user.client.GET('/api/v1/ml/properties/{structure_id}/history', {
      params: { path: { structure_id: id } },
    });
    expect(data!.count).toBe(1);
  });

  it('stores no secret that can be read from the table', async () => {
    const made = await app.request('POST', '/api/v1/auth/api-keys', {
      token: user.token,
      json: { name: 'screening' },
      headers: { 'idempotency-key': 'one-api-key' },
    });
    expect(made.status).toBe(201);
    const { key } = (await made.json()) as { key: string };
    const database = new Client({ connectionString: app.databaseUrl });
    await database.connect();
    const { rows } = await database.query<{ answer: Buffer }>(
      `SELECT answer FROM idempotency_keys WHERE key = 'one-api-key'`,
    );
    await database.end();
    expect(rows).toHaveLength(1);
    expect(rows[0]!.answer.toString('latin1')).not.toContain(key.slice(-20));
  });

  it.each(['', 'with blank', 'ü', 'x'.repeat(256)])('refuses the key "%s"', async (key) => {
    const answer = await app.request('POST', STRUCTURES, {
      token: user.token,
      json: { content: SILICON_CIF },
      headers: {
        'idempotency-key': encodeURI(key) === key ? key : Buffer.from(key).toString('latin1'),
      },
    });
    expect(answer.status).toBe(400);
  });
});
