import { createHmac } from 'node:crypto';
import { AuthApp, SECRET, type Answer, type Tokens } from './support/auth-app';
import { createTestDatabase, type TestDatabase, withClient } from './support/database';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token by RFC 7515 and 7519, made without the library under test. */
function forge(payload: unknown, alg = 'HS256', secret = SECRET): string {
  const signed = `${encode({ alg, typ: 'JWT' })}.${encode(payload)}`;
  const signature = createHmac('sha256', secret).update(signed).digest('base64url');
  return `${signed}.${alg === 'none' ? '' : signature}`;
}

describe('tokens', () => {
  let database: TestDatabase;
  let app: AuthApp;
  let other: AuthApp;
  let users = 0;

  const newUser = () => app.newUser(`user${users++}@example.org`);
  const refresh = (refresh_token: string, to = app): Promise<Answer> =>
    to.send('POST', '/api/v1/auth/refresh', { body: { refresh_token } });
  const tokensOf = ({ body }: Answer): Tokens => body as unknown as Tokens;

  /** Resolves when so many statements wait for a lock in this database. */
  const waitersFor = (count: number): Promise<void> =>
    withClient(database.url, async (client) => {
      for (let waiting = 0; waiting < count;) {
        const { rows } = await client.query<{ waiting: number }>(
          `SELECT count(*)::integer AS waiting FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        waiting = rows[0]?.waiting ?? 0;
      }
    });

  beforeAll(async () => {
    database = await createTestDatabase();
    app = await AuthApp.start(database.url);
    other = await AuthApp.start(database.url);
  });
  afterAll(async () => {
    await Promise.all([app.close(), other.close()]);
    await database.drop();
  });

  describe('access tokens', () => {
    const now = Math.floor(Date.now() / 1000);
    const claims = (sub: string) => ({
      sub,
      role: 'user',
      ver: 0,
      iss: 'nano-os',
      aud: 'nano-os-api',
      iat: now,
      exp: now + 600,
    });

    it('are JWT of the configured key, issuer and audience', async () => {
      const { id } = await newUser();
      expect(await app.statusOf('/api/v1/auth/me', forge(claims(id)))).toBe(200);
    });

    it('are refused when anything about them is wrong, as problem details', async () => {
      const { id, access_token } = await newUser();
      const good = claims(id);
      const bad = [
        forge(good, 'none'),
        forge(good, 'HS256', 'another key that is long enough'),
        forge(good, 'HS512'),
        forge({ ...good, iss: 'elsewhere' }),
        forge({ ...good, aud: 'elsewhere' }),
        forge({ ...good, exp: now - 1 }),
        forge({ ...good, ver: 1 }),
        forge({ ...good, sub: '00000000-0000-4000-8000-000000000000' }),
        forge({ ...good, sub: 'no uuid' }),
        forge(null),
        access_token.replace(/^[^.]+/, encode({ alg: 'none' })),
        access_token.slice(0, -5),
        'x',
      ];
      for (const token of bad) {
        const { status, headers, body } = await app.send('GET', '/api/v1/auth/me', { token });
        expect([status, token]).toEqual([401, token]);
        expect(headers.get('content-type')).toContain('application/problem+json');
        expect(headers.get('www-authenticate')).toContain('Bearer');
        expect(body).toMatchObject({ type: 'urn:nano-os:problem:unauthenticated', status: 401 });
      }
    });

    it('give nobody a role that the database does not', async () => {
      const { id } = await newUser();
      const token = forge({ ...claims(id), role: 'admin' });
      expect(await app.statusOf('/probe/admin', token)).toBe(403);
    });

    it('are asked for on every route that is not public', async () => {
      expect((await app.send('GET', '/api/v1/auth/me')).status).toBe(401);
      expect((await app.send('GET', '/probe/undeclared')).status).toBe(401);
      expect((await app.send('GET', '/probe/public')).status).toBe(200);
      const basic = { authorization: 'Basic YTpi' };
      expect((await app.send('GET', '/api/v1/auth/me', { headers: basic })).status).toBe(401);
      // What a public route does not need is not looked at.
      expect((await app.send('GET', '/probe/public', { token: 'x' })).status).toBe(200);
    });
  });

  describe('refresh tokens', () => {
    it('are exchanged for the next pair', async () => {
      const first = await newUser();
      const second = await refresh(first.refresh_token);
      expect(second.status).toBe(200);
      expect(tokensOf(second).refresh_token).not.toBe(first.refresh_token);
      expect(await app.statusOf('/api/v1/auth/me', tokensOf(second).access_token)).toBe(200);
      expect((await refresh(tokensOf(second).refresh_token, other)).status).toBe(200);
    });

    it('end their whole family when a used one comes back, and no other family', async () => {
      const first = await newUser();
      const me = await app.send('GET', '/api/v1/auth/me', { token: first.access_token });
      const elsewhere = await app.signIn(String(me.body.email), 'a long phrase of mine');
      const second = tokensOf(await refresh(first.refresh_token));
      expect((await refresh(first.refresh_token, other)).status).toBe(401);
      expect((await refresh(second.refresh_token)).status).toBe(401);
      expect((await refresh(elsewhere.refresh_token)).status).toBe(200);
    });

    it('let one of many exchanges at once win, and his session go on', async () => {
      const { refresh_token } = await newUser();
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, i) => refresh(refresh_token, i % 2 ? app : other)),
      );
      const winners = answers.filter(({ status }) => status === 200);
      expect(winners).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(19);
    });

    it('keep the session of who wins while the other exchange waits in the database', async () => {
      const { refresh_token, id } = await newUser();
      const racing = await withClient(database.url, async (client) => {
        await client.query('BEGIN');
        await client.query('SELECT 1 FROM refresh_tokens WHERE user_id = $1 FOR UPDATE', [id]);
        const answers = [refresh(refresh_token), refresh(refresh_token, other)];
        await waitersFor(2);
        await client.query('COMMIT');
        return Promise.all(answers);
      });
      const winners = racing.filter(({ status }) => status === 200);
      expect(winners).toHaveLength(1);
      for (const winner of winners) {
        expect((await refresh(tokensOf(winner).refresh_token)).status).toBe(200);
      }
    });

    it('expire', async () => {
      const short = await AuthApp.start(database.url, { REFRESH_TOKEN_TTL_S: '60' });
      try {
        const { refresh_token } = await short.newUser('short@example.org');
        await withClient(database.url, (client) =>
          client.query(
            `UPDATE refresh_tokens SET expires_at = expires_at - interval '61 seconds'
              WHERE user_id = (SELECT id FROM users WHERE email = 'short@example.org')`,
          ),
        );
        expect((await refresh(refresh_token)).status).toBe(401);
      } finally {
        await short.close();
      }
    });

    // One that was being exchanged while its user changed the password escapes the deletion.
    it('are worth nothing when the version of their user has moved on', async () => {
      const { refresh_token, id } = await newUser();
      await withClient(database.url, (client) =>
        client.query('UPDATE users SET token_version = token_version + 1 WHERE id = $1', [id]),
      );
      expect((await refresh(refresh_token)).status).toBe(401);
    });

    it.each(['x', 'a'.repeat(512), 'ü\u2028'])('are refused when unknown: %s', async (token) => {
      expect((await refresh(token)).status).toBe(401);
    });

    it('end at sign-out, as often as it is asked for', async () => {
      const first = await newUser();
      const second = tokensOf(await refresh(first.refresh_token));
      const signOut = (refresh_token: string) =>
        app.send('POST', '/api/v1/auth/logout', { body: { refresh_token } });
      expect((await signOut(second.refresh_token)).status).toBe(204);
      expect((await refresh(second.refresh_token)).status).toBe(401);
      expect((await signOut(second.refresh_token)).status).toBe(204);
      expect((await signOut('unknown')).status).toBe(204);
    });
  });
});
