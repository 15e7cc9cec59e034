import { ADMIN, AuthApp } from './support/auth-app';
import { createTestDatabase, type TestDatabase, withClient } from './support/database';

describe('the first administrator', () => {
  let database: TestDatabase;
  let printed: jest.SpyInstance;

  beforeEach(async () => {
    database = await createTestDatabase();
    printed = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  });
  afterEach(async () => {
    printed.mockRestore();
    await database.drop();
  });

  const output = (): string => printed.mock.calls.map(([text]) => String(text)).join('');
  const start = (password?: string): Promise<AuthApp> =>
    AuthApp.start(database.url, { NANO_OS_ADMIN_PASSWORD: password ?? '' });
  const administrators = () =>
    withClient(database.url, async (client) => {
      const text = `SELECT email, password_hash FROM users WHERE role = 'admin'`;
      return (await client.query<{ email: string; password_hash: string }>(text)).rows;
    });

  it('gets a password that is printed once and signs him in', async () => {
    const app = await start();
    const password = /Password: +(\S+)/.exec(output())?.[1] ?? '';
    expect(password).toHaveLength(24);
    const { access_token } = await app.signIn(ADMIN.email, password);
    expect(await app.statusOf('/probe/admin', access_token)).toBe(200);
    await app.close();
    printed.mockClear();
    await (await start()).close();
    expect(output()).toBe('');
  });

  it('keeps his password when another is configured later', async () => {
    await (await start(ADMIN.password)).close();
    const before = await administrators();
    const app = await start('another password');
    expect(await administrators()).toEqual(before);
    await app.signIn(ADMIN.email, ADMIN.password);
    await app.close();
    expect(output()).toBe('');
  });

  it('is one when several processes start at once', async () => {
    const apps = await Promise.all([start(), start(), start()]);
    expect(await administrators()).toHaveLength(1);
    expect(output().match(/Password:/g)).toHaveLength(1);
    await Promise.all(apps.map((app) => app.close()));
  });

  it('is not made with a weak password, nor without an email', async () => {
    await expect(start('1234567')).rejects.toThrow('NANO_OS_ADMIN_PASSWORD');
    await expect(AuthApp.start(database.url, { NANO_OS_ADMIN_EMAIL: 'nobody' })).rejects.toThrow(
      'NANO_OS_ADMIN_EMAIL',
    );
    expect(await administrators()).toEqual([]);
  });

  it('does not take over the account of a user', async () => {
    const app = await start(ADMIN.password);
    await app.newUser('somebody@example.org');
    await app.close();
    await withClient(database.url, (client) =>
      client.query(`DELETE FROM users WHERE role = 'admin'`),
    );
    await expect(
      AuthApp.start(database.url, { NANO_OS_ADMIN_EMAIL: 'Somebody@example.org' }),
    ).rejects.toThrow('somebody@example.org');
  });
});
