import { AuthApp, silence, type Answer } from './support/auth-app';
import { createTestDatabase, type TestDatabase } from './support/database';

const PASSWORD = 'a long phrase of mine';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('registering and signing in', () => {
  let database: TestDatabase;
  let app: AuthApp;
  let closed: AuthApp;

  const register = (body: unknown, to = app): Promise<Answer> =>
    to.send('POST', '/api/v1/auth/register', { body });
  const login = (email: string, password: string): Promise<Answer> =>
    app.send('POST', '/api/v1/auth/login', { body: { email, password } });

  beforeAll(async () => {
    database = await createTestDatabase();
    await silence(database.url, 'users');
    app = await AuthApp.start(database.url);
    closed = await AuthApp.start(database.url, { REGISTRATION_OPEN: 'false' });
  });
  afterAll(async () => {
    await Promise.all([app.close(), closed.close()]);
    await database.drop();
  });

  it('makes a user who can sign in and read who he is', async () => {
    const made = await register({ email: 'Ada@Example.org', password: PASSWORD, name: 'Ada' });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      id: expect.stringMatching(UUID) as string,
      email: 'ada@example.org',
      name: 'Ada',
      role: 'user',
      created_at: expect.any(String) as string,
    });
    const tokens = await login('ADA@example.ORG', PASSWORD);
    expect(tokens.status).toBe(200);
    expect(tokens.body).toMatchObject({ token_type: 'bearer', expires_in: 900 });
    expect(tokens.headers.get('cache-control')).toBe('no-store');
    const me = await app.send('GET', '/api/v1/auth/me', {
      token: String(tokens.body.access_token),
    });
    expect(me.status).toBe(200);
    expect(me.body).toEqual(made.body);
  });

  it('has one account for an address, in whatever case and however many ask at once', async () => {
    const spellings = ['one@example.org', 'ONE@example.org', 'One@Example.Org', 'onE@example.org'];
    const answers = await Promise.all(
      spellings.map((email) => register({ email, password: PASSWORD })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it.each([
    ['no email', { password: PASSWORD }],
    ['an email that is none', { email: 'nobody', password: PASSWORD }],
    ['an email beyond ASCII', { email: 'ädä@example.org', password: PASSWORD }],
    ['an email that is too long', { email: `${'a'.repeat(250)}@example.org`, password: PASSWORD }],
    ['a short password', { email: 'b@example.org', password: '123456789' }],
    ['a long password', { email: 'b@example.org', password: 'x'.repeat(201) }],
    ['the email as password', { email: 'someone@example.org', password: 'Someone@example.org' }],
    ['a password that is no text', { email: 'b@example.org', password: 1234567890 }],
    ['a name with a line break', { email: 'b@example.org', password: PASSWORD, name: 'a\nb' }],
    ['a name with NUL', { email: 'b@example.org', password: PASSWORD, name: 'a\0b' }],
    ['a list', [1, 2]],
  ])('refuses to register with %s', async (_case, body) => {
    const answer = await register(body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status: 400 });
  });

  it('registers nobody while configuration closes it', async () => {
    const answer = await register({ email: 'late@example.org', password: PASSWORD }, closed);
    expect(answer.status).toBe(403);
    expect((await login('late@example.org', PASSWORD)).status).toBe(401);
  });

  it('takes no role from who registers', async () => {
    const made = await register({ email: 'eve@example.org', password: PASSWORD, role: 'admin' });
    expect(made.body.role).toBe('user');
  });

  it('tells nobody whether an account exists', async () => {
    await register({ email: 'known@example.org', password: PASSWORD });
    const wrong = await login('known@example.org', 'not the password');
    const unknown = await login('unknown@example.org', 'not the password');
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    const { request_id: first, ...wrongBody } = wrong.body;
    const { request_id: second, ...unknownBody } = unknown.body;
    expect([typeof first, typeof second]).toEqual(['string', 'string']);
    expect(unknownBody).toEqual(wrongBody);
  });

  it.each([
    ['a NUL in the email', { email: 'a\0@example.org', password: PASSWORD }],
    ['an email that is an object', { email: { $ne: 1 }, password: PASSWORD }],
    ['no password', { email: 'a@example.org' }],
    ['nothing', {}],
  ])('refuses to sign in with %s', async (_case, body) => {
    expect((await app.send('POST', '/api/v1/auth/login', { body })).status).toBe(400);
  });

  describe('changing the password', () => {
    const change = (token: string, current: string, next: string): Promise<Answer> =>
      app.send('POST', '/api/v1/auth/change-password', {
        token,
        body: { current_password: current, new_password: next },
      });

    it('ends every session and asks for the new password from then on', async () => {
      const user = await app.newUser('changing@example.org');
      const elsewhere = await app.signIn('changing@example.org', PASSWORD);
      expect((await change(user.access_token, PASSWORD, 'another long phrase')).status).toBe(204);
      for (const { access_token, refresh_token } of [user, elsewhere]) {
        expect(await app.statusOf('/api/v1/auth/me', access_token)).toBe(401);
        const again = await app.send('POST', '/api/v1/auth/refresh', { body: { refresh_token } });
        expect(again.status).toBe(401);
      }
      expect((await login('changing@example.org', PASSWORD)).status).toBe(401);
      expect((await login('changing@example.org', 'another long phrase')).status).toBe(200);
    });

    it('needs the current one, and a new one that is fit', async () => {
      const { access_token } = await app.newUser('keeping@example.org');
      expect((await change(access_token, 'not the password', 'another long one')).status).toBe(403);
      expect((await change(access_token, PASSWORD, 'short')).status).toBe(400);
      expect((await change(access_token, PASSWORD, 'keeping@example.org')).status).toBe(400);
      expect(await app.statusOf('/api/v1/auth/me', access_token)).toBe(200);
    });

    it('lets one of two changes at once through', async () => {
      const { access_token } = await app.newUser('twice@example.org');
      const answers = await Promise.all(
        ['first new phrase', 'second new phrase'].map((next) =>
          change(access_token, PASSWORD, next),
        ),
      );
      const statuses = answers.map(({ status }) => status).sort();
      // The other one comes second in the database, or finds the token or the password gone.
      expect(statuses[0]).toBe(204);
      expect([401, 403, 409]).toContain(statuses[1]);
    });
  });
});
