import { ADMIN, AuthApp, type Tokens } from './support/auth-app';
import { createTestDatabase, type TestDatabase, withClient } from './support/database';

const ME = '/api/v1/auth/me';

describe('two processes on one database', () => {
  let database: TestDatabase;
  let one: AuthApp;
  let two: AuthApp;
  let admin: Tokens;

  beforeAll(async () => {
    database = await createTestDatabase();
    one = await AuthApp.start(database.url);
    two = await AuthApp.start(database.url);
    admin = await one.signIn(ADMIN.email, ADMIN.password);
  });
  afterAll(async () => {
    await Promise.all([one.close(), two.close()]);
    await database.drop();
  });

  const change = (id: string, body: unknown) =>
    one.send('PATCH', `/api/v1/users/${id}`, { token: admin.access_token, body });

  /** Asks until the answer is the one awaited; one that never comes runs into Jest's limit. */
  async function settle(status: number, ask: () => Promise<number>): Promise<void> {
    let answer = await ask();
    while (answer !== status) answer = await ask();
    expect(answer).toBe(status);
  }

  it('agree on who is disabled', async () => {
    const user = await one.newUser('disabled@example.org');
    expect(await two.statusOf(ME, user.access_token)).toBe(200);
    await change(user.id, { disabled: true });
    await settle(401, () => two.statusOf(ME, user.access_token));
  });

  it('agree on roles', async () => {
    const user = await one.newUser('demoted@example.org');
    await change(user.id, { role: 'admin' });
    const ask = () => two.statusOf('/probe/admin', user.access_token);
    await settle(200, ask);
    await change(user.id, { role: 'user' });
    await settle(403, ask);
  });

  it('agree on passwords and keys', async () => {
    const user = await one.newUser('revoked@example.org');
    const { access_token: token } = user;
    const { body } = await one.send('POST', '/api/v1/auth/api-keys', {
      token,
      body: { name: 'cluster' },
    });
    const byKey = async () => (await two.send('GET', ME, { key: String(body.key) })).status;
    expect([await byKey(), await two.statusOf(ME, token)]).toEqual([200, 200]);
    await one.send('DELETE', `/api/v1/auth/api-keys/${String(body.id)}`, { token });
    await settle(401, byKey);
    await one.send('POST', '/api/v1/auth/change-password', {
      token,
      body: { current_password: 'a long phrase of mine', new_password: 'another long phrase' },
    });
    await settle(401, () => two.statusOf(ME, token));
  });

  it('hear of what is done past both of them', async () => {
    const user = await one.newUser('deleted@example.org');
    expect(await two.statusOf(ME, user.access_token)).toBe(200);
    await withClient(database.url, (client) =>
      client.query('DELETE FROM users WHERE id = $1', [user.id]),
    );
    await settle(401, () => two.statusOf(ME, user.access_token));
    await settle(401, () => one.statusOf(ME, user.access_token));
  });

  it('trust nothing they remember when they lost the connection that tells of changes', async () => {
    const user = await one.newUser('unheard@example.org');
    expect(await two.statusOf(ME, user.access_token)).toBe(200);
    // The change and the loss are one transaction: nobody is told, by design of the test.
    await withClient(database.url, async (client) => {
      await client.query('BEGIN');
      await client.query('ALTER TABLE users DISABLE TRIGGER USER');
      await client.query('UPDATE users SET disabled_at = now() WHERE id = $1', [user.id]);
      await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND application_name = 'nano-os changes'`,
      );
      await client.query('ALTER TABLE users ENABLE TRIGGER USER');
      await client.query('COMMIT');
    });
    await settle(401, () => two.statusOf(ME, user.access_token));
    await settle(401, () => one.statusOf(ME, user.access_token));
  });
});
