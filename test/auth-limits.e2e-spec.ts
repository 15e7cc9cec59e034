import { AuthApp, type Answer } from './support/auth-app';
import { createTestDatabase, type TestDatabase } from './support/database';

const LIMIT = 3;

describe('limits', () => {
  let database: TestDatabase;
  let app: AuthApp;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  afterEach(() => app.close());

  const post = (route: string, body: unknown, token?: string): Promise<Answer> =>
    app.send('POST', `/api/v1/auth/${route}`, { body, token });

  async function statuses(count: number, ask: (i: number) => Promise<Answer>): Promise<number[]> {
    const all = [];
    for (let i = 0; i < count; i++) all.push((await ask(i)).status);
    return all;
  }

  describe('on signing in', () => {
    beforeEach(async () => {
      app = await AuthApp.start(database.url, { SIGN_IN_LIMIT: String(LIMIT) });
    });

    it('stop attempts from one address, with the time to wait', async () => {
      const attempt = (i: number) =>
        post('login', { email: `nobody${i}@example.org`, password: 'guess' });
      expect(await statuses(LIMIT, attempt)).toEqual([401, 401, 401]);
      const { status, headers, body } = await attempt(LIMIT);
      expect(status).toBe(429);
      expect(headers.get('content-type')).toContain('application/problem+json');
      expect(body).toMatchObject({ type: 'urn:nano-os:problem:too-many-requests' });
      const seconds = Number(headers.get('retry-after'));
      expect(Number.isInteger(seconds) && seconds >= 1 && seconds <= 60).toBe(true);
    });

    it('come before validation, and each route has its own', async () => {
      expect(await statuses(LIMIT + 1, () => post('login', {}))).toEqual([400, 400, 400, 429]);
      const refresh = () => post('refresh', { refresh_token: 'unknown' });
      expect(await statuses(LIMIT + 1, refresh)).toEqual([401, 401, 401, 429]);
      const register = () => post('register', {});
      expect(await statuses(LIMIT + 1, register)).toEqual([400, 400, 400, 429]);
    });

    it('hold for changing the password', async () => {
      const { access_token } = await app.newUser('limited@example.org');
      const body = { current_password: 'guess', new_password: 'a long enough guess' };
      const change = () => post('change-password', body, access_token);
      expect(await statuses(LIMIT + 1, change)).toEqual([403, 403, 403, 429]);
      expect(await app.statusOf('/api/v1/auth/me', access_token)).toBe(200);
    });
  });

  it('on signing in count for an account over all addresses, in any spelling', async () => {
    app = await AuthApp.start(database.url, { SIGN_IN_LIMIT: String(LIMIT), TRUST_PROXY: 'true' });
    const spellings = [
      'target@example.org',
      'TARGET@example.org',
      ' Target@example.org',
      'target@EXAMPLE.org',
    ];
    const attempt = (email: string, address: string): Promise<Answer> =>
      app.send('POST', '/api/v1/auth/login', {
        body: { email, password: 'guess' },
        headers: { 'x-forwarded-for': address },
      });
    expect(await statuses(LIMIT + 1, (i) => attempt(spellings[i] ?? '', `192.0.2.${i}`))).toEqual([
      401, 401, 401, 429,
    ]);
    expect((await attempt('other@example.org', '192.0.2.3')).status).toBe(401);
  });

  it('on all routes count each caller for himself, and refused credentials too', async () => {
    app = await AuthApp.start(database.url, { RATE_LIMIT: '8' });
    const first = await app.newUser('first@example.org');
    const second = await app.signIn('first@example.org', 'a long phrase of mine');
    const me = (token?: string) => app.send('GET', '/api/v1/auth/me', { token });
    // One user, whichever of his tokens he sends.
    const own = await statuses(9, (i) => me(i % 2 ? first.access_token : second.access_token));
    expect(own).toEqual([200, 200, 200, 200, 200, 200, 200, 200, 429]);
    // Registering and signing in twice were anonymous: five are left for the address.
    const wrong = await statuses(6, (i) => me(i % 2 ? undefined : 'wrong'));
    expect(wrong).toEqual([401, 401, 401, 401, 401, 429]);
    expect((await app.send('GET', '/probe/public')).status).toBe(429);
  });
});
