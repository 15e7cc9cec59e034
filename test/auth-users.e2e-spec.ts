import { ADMIN, AuthApp, silence, type Answer } from './support/auth-app';
import { createTestDatabase, type TestDatabase, withClient } from './support/database';

const ME = '/api/v1/auth/me';
const USERS = '/api/v1/users';

describe('users for administrators', () => {
  let database: TestDatabase;
  let app: AuthApp;
  let admin: { access_token: string };
  let adminId: string;

  const read = (path: string): Promise<Answer> =>
    app.send('GET', path, { token: admin.access_token });
  const patch = (id: string, body: unknown, token = admin.access_token): Promise<Answer> =>
    app.send('PATCH', `${USERS}/${id}`, { token, body });

  beforeAll(async () => {
    database = await createTestDatabase();
    await silence(database.url, 'users');
    app = await AuthApp.start(database.url);
    admin = await app.signIn(ADMIN.email, ADMIN.password);
    adminId = String((await read(ME)).body.id);
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  it('are listed by pages and found by a part of their email or name', async () => {
    for (const name of ['Grace', 'Rosalind 100%', 'Emmy']) {
      const email = `${name.slice(0, 4)}@search.example.org`;
      const body = { email, password: 'a long phrase of mine', name };
      await app.send('POST', '/api/v1/auth/register', { body });
    }
    const all = await read(`${USERS}?q=SEARCH.example`);
    expect(all.body).toMatchObject({ total: 3, limit: 50, offset: 0 });
    const names = (answer: Answer) =>
      (answer.body.items as { name: string }[]).map(({ name }) => name);
    expect(names(all)).toEqual(['Grace', 'Rosalind 100%', 'Emmy']);
    const page = await read(`${USERS}?q=search.example&limit=1&offset=1`);
    expect(names(page)).toEqual(['Rosalind 100%']);
    expect(page.body.total).toBe(3);
    expect(names(await read(`${USERS}?q=emmy`))).toEqual(['Emmy']);
    // What stands for anything in a pattern stands for itself in a search.
    expect(names(await read(`${USERS}?q=100%25`))).toEqual(['Rosalind 100%']);
    expect(names(await read(`${USERS}?q=_`))).toEqual([]);
    expect(names(await read(`${USERS}?q=%5C`))).toEqual([]);
    expect((await read(`${USERS}?offset=1000000`)).body.items).toEqual([]);
  });

  it.each(['q=%00', 'limit=0', 'limit=201', 'offset=-1', 'limit=x', 'q=a&q=b'])(
    'are not listed by %s',
    async (query) => {
      expect((await read(`${USERS}?${query}`)).status).toBe(400);
    },
  );

  it('show no password', async () => {
    const { body } = await read(`${USERS}/${adminId}`);
    expect(Object.keys(body).sort()).toEqual(
      ['created_at', 'disabled', 'disabled_at', 'email', 'id', 'name', 'role'].sort(),
    );
  });

  it('are nobody else’s business', async () => {
    const user = await app.newUser('curious@example.org');
    const own = `${USERS}/${user.id}`;
    for (const path of [USERS, own, `${USERS}/${adminId}`]) {
      expect(await app.statusOf(path, user.access_token)).toBe(403);
      expect((await app.send('GET', path)).status).toBe(401);
    }
    expect((await patch(user.id, { role: 'admin' }, user.access_token)).status).toBe(403);
  });

  it('are promoted and demoted from the next request on', async () => {
    const user = await app.newUser('rising@example.org');
    expect(await app.statusOf(USERS, user.access_token)).toBe(403);
    expect((await patch(user.id, { role: 'admin' })).body).toMatchObject({ role: 'admin' });
    expect(await app.statusOf(USERS, user.access_token)).toBe(200);
    expect((await patch(user.id, { role: 'user' })).body).toMatchObject({ role: 'user' });
    expect(await app.statusOf(USERS, user.access_token)).toBe(403);
    expect(await app.statusOf(ME, user.access_token)).toBe(200);
  });

  it('lose access at once when disabled, and get no old session back when enabled', async () => {
    const user = await app.newUser('blocked@example.org');
    expect(await app.statusOf(ME, user.access_token)).toBe(200);
    const { body } = await patch(user.id, { disabled: true });
    expect(body).toMatchObject({ disabled: true, disabled_at: expect.any(String) as string });
    expect(await app.statusOf(ME, user.access_token)).toBe(401);
    const kept = await withClient(database.url, (client) =>
      client.query('SELECT 1 FROM refresh_tokens WHERE user_id = $1', [user.id]),
    );
    expect(kept.rowCount).toBe(0);
    const login = { body: { email: 'blocked@example.org', password: 'a long phrase of mine' } };
    expect((await app.send('POST', '/api/v1/auth/login', login)).status).toBe(401);
    const { refresh_token } = user;
    const refresh = { body: { refresh_token } };
    expect((await app.send('POST', '/api/v1/auth/refresh', refresh)).status).toBe(401);

    expect((await patch(user.id, { disabled: false })).body).toMatchObject({ disabled_at: null });
    expect(await app.statusOf(ME, user.access_token)).toBe(401);
    expect((await app.send('POST', '/api/v1/auth/refresh', refresh)).status).toBe(401);
    expect((await app.send('POST', '/api/v1/auth/login', login)).status).toBe(200);
  });

  it('do not change when nothing is asked for', async () => {
    const user = await app.newUser('same@example.org');
    const before = await read(`${USERS}/${user.id}`);
    expect((await patch(user.id, {})).body).toEqual(before.body);
    expect(await app.statusOf(ME, user.access_token)).toBe(200);
  });

  it.each([{ role: 'root' }, { role: null }, { disabled: 'yes' }, { disabled: null }, [1]])(
    'are not changed by %j',
    async (body) => {
      expect((await patch(adminId, body)).status).toBe(400);
    },
  );

  it('are 404 when unknown and 400 when no id', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect((await read(`${USERS}/${nobody}`)).status).toBe(404);
    expect((await patch(nobody, { disabled: true })).status).toBe(404);
    expect((await read(`${USERS}/x`)).status).toBe(400);
  });

  it('cannot lock themselves out', async () => {
    expect((await patch(adminId, { disabled: true })).status).toBe(409);
    expect((await patch(adminId, { role: 'user' })).status).toBe(409);
    expect((await patch(adminId, { role: 'admin', disabled: false })).status).toBe(200);
  });

  it('always leave an administrator, when two take each other’s role at once too', async () => {
    const second = await app.newUser('second@example.org');
    await patch(second.id, { role: 'admin' });
    const answers = await Promise.all([
      patch(second.id, { role: 'user' }),
      patch(adminId, { role: 'user' }, second.access_token),
    ]);
    // The loser is late: he is an administrator no more, or the last one stays.
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses[0]).toBe(200);
    expect([403, 409]).toContain(statuses[1]);
    const left = await withClient(database.url, (client) =>
      client.query(`SELECT id FROM users WHERE role = 'admin' AND disabled_at IS NULL`),
    );
    expect(left.rowCount).toBe(1);
    await withClient(database.url, (client) =>
      client.query(`UPDATE users SET role = 'admin' WHERE id = $1`, [adminId]),
    );
  });
});
