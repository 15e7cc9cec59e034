import { AuthApp, silence, type Answer } from './support/auth-app';
import { createTestDatabase, type TestDatabase, withClient } from './support/database';

const KEYS = '/api/v1/auth/api-keys';
const ME = '/api/v1/auth/me';

describe('API keys', () => {
  let database: TestDatabase;
  let app: AuthApp;
  let user: { access_token: string; id: string };

  const create = (body: unknown, token = user.access_token): Promise<Answer> =>
    app.send('POST', KEYS, { token, body });

  beforeAll(async () => {
    database = await createTestDatabase();
    await silence(database.url, 'users');
    await silence(database.url, 'api_keys');
    app = await AuthApp.start(database.url);
    user = await app.newUser('programmer@example.org');
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  it('sign programs in, by either header', async () => {
    const { status, body, headers } = await create({ name: 'cluster' });
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    const key = String(body.key);
    expect(key).toMatch(/^nano_[0-9a-f]{8}_[\w-]{43}$/);
    expect(key.startsWith(`${String(body.prefix)}_`)).toBe(true);
    const byKey = await app.send('GET', ME, { key });
    const byBearer = await app.send('GET', ME, { token: key });
    expect([byKey.status, byBearer.status]).toEqual([200, 200]);
    expect([byKey.body.id, byBearer.body.id]).toEqual([user.id, user.id]);
  });

  it('are shown once, and stored as a digest', async () => {
    const { body } = await create({ name: 'secret' });
    const list = await app.send('GET', KEYS, { token: user.access_token });
    expect(list.body.items).toContainEqual({
      id: body.id,
      name: 'secret',
      prefix: body.prefix,
      last_used_at: null,
      expires_at: null,
      created_at: body.created_at,
    });
    const secret = String(body.key).split('_').slice(2).join('_');
    expect(JSON.stringify(list.body)).not.toContain(secret);
    const rows = await withClient(database.url, (client) => client.query('SELECT * FROM api_keys'));
    expect(JSON.stringify(rows.rows)).not.toContain(secret);
  });

  it('are good no more once revoked, also straight after a use', async () => {
    const { body } = await create({ name: 'short-lived' });
    const key = String(body.key);
    expect((await app.send('GET', ME, { key })).status).toBe(200);
    expect((await app.send('GET', ME, { key })).status).toBe(200);
    const path = `${KEYS}/${String(body.id)}`;
    expect((await app.send('DELETE', path, { key })).status).toBe(204);
    expect((await app.send('GET', ME, { key })).status).toBe(401);
    const again = await app.send('DELETE', path, { token: user.access_token });
    expect(again.status).toBe(404);
    const { body: list } = await app.send('GET', KEYS, { token: user.access_token });
    expect(JSON.stringify(list)).not.toContain(String(body.id));
  });

  it('belong to their user alone', async () => {
    const { body } = await create({ name: 'mine' });
    const stranger = await app.newUser('stranger@example.org');
    const path = `${KEYS}/${String(body.id)}`;
    expect((await app.send('DELETE', path, { token: stranger.access_token })).status).toBe(404);
    const list = await app.send('GET', KEYS, { token: stranger.access_token });
    expect(list.body).toEqual({ items: [], total: 0, limit: 50, offset: 0 });
    expect((await app.send('GET', ME, { key: String(body.key) })).status).toBe(200);
  });

  it('expire', async () => {
    const before = Date.now();
    const { body } = await create({ name: 'old', expires_in_days: 1 });
    const key = String(body.key);
    const asked = Date.parse(String(body.expires_at)) - 86_400_000;
    expect(asked).toBeGreaterThanOrEqual(before);
    expect(asked).toBeLessThanOrEqual(Date.now());
    await withClient(database.url, (client) =>
      client.query(`UPDATE api_keys SET expires_at = now() - interval '1 s' WHERE id = $1`, [
        body.id,
      ]),
    );
    expect((await app.send('GET', ME, { key })).status).toBe(401);
  });

  it('remember when they were used last, and write it once a minute at most', async () => {
    const { body } = await create({ name: 'busy' });
    const key = String(body.key);
    const lastUse = (): Promise<unknown> =>
      withClient(database.url, async (client) => {
        const { rows } = await client.query<{ last_used_at: Date | null }>(
          'SELECT last_used_at FROM api_keys WHERE id = $1',
          [body.id],
        );
        return rows[0]?.last_used_at?.getTime() ?? null;
      });
    expect(await lastUse()).toBeNull();
    await app.send('GET', ME, { key });
    const first = await lastUse();
    expect(first).not.toBeNull();
    await Promise.all(Array.from({ length: 5 }, () => app.send('GET', ME, { key })));
    expect(await lastUse()).toBe(first);
  });

  it('are no way around a disabled account', async () => {
    const other = await app.newUser('leaving@example.org');
    const { body } = await create({ name: 'left' }, other.access_token);
    const key = String(body.key);
    expect((await app.send('GET', ME, { key })).status).toBe(200);
    const admin = await app.signIn('admin@example.org', 'correct horse battery');
    const disabling = { token: admin.access_token, body: { disabled: true } };
    await app.send('PATCH', `/api/v1/users/${other.id}`, disabling);
    expect((await app.send('GET', ME, { key })).status).toBe(401);
  });

  it.each([
    'x',
    'nano_',
    'nano_00000000_short',
    `nano_00000000_${'a'.repeat(43)}`,
    `nano_00000000_${'a'.repeat(43)}, nano_00000000_${'a'.repeat(43)}`,
  ])('are refused when unknown: %s', async (key) => {
    expect((await app.send('GET', ME, { key })).status).toBe(401);
    // A wrong key is not made good by a token beside it.
    expect((await app.send('GET', ME, { key, token: user.access_token })).status).toBe(401);
  });

  it.each([
    ['no name', {}],
    ['an empty name', { name: '' }],
    ['a name that is too long', { name: 'x'.repeat(101) }],
    ['a name with NUL', { name: 'a\0b' }],
    ['no day of life', { name: 'x', expires_in_days: 0 }],
    ['half a day of life', { name: 'x', expires_in_days: 1.5 }],
    ['an eternal life', { name: 'x', expires_in_days: 1e9 }],
  ])('are not made with %s', async (_case, body) => {
    expect((await create(body)).status).toBe(400);
  });

  it('are limited in number', async () => {
    const { id, access_token } = await app.newUser('collector@example.org');
    await withClient(database.url, (client) =>
      client.query(
        `INSERT INTO api_keys (user_id, name, prefix, key_hash)
          SELECT $1, 'key', 'nano_00000000', lpad(n::text, 64, '0')
          FROM generate_series(1, 100) AS n`,
        [id],
      ),
    );
    expect((await create({ name: 'one more' }, access_token)).status).toBe(409);
    const query = `${KEYS}?limit=200&offset=90`;
    const { body } = await app.send('GET', query, { token: access_token });
    expect(body).toMatchObject({ total: 100, limit: 200, offset: 90 });
    expect(body.items).toHaveLength(10);
  });
});
