import { loadEnvironment } from '@nano-os/common';
import type { UserStates } from '../callers/user-states';
import type { Passwords } from '../passwords/passwords';
import type { AccessTokens } from '../tokens/access-tokens';
import type { Exchange, RefreshTokensRepository } from '../tokens/refresh-tokens.repository';
import { digestOf } from '../tokens/secrets';
import type { CredentialsRow, UsersRepository } from '../users/users.repository';
import { Sessions } from './sessions';

const ada: CredentialsRow = {
  id: '5b0e1c0e-3d0a-4a55-9a5e-6f1f7f2b9c11',
  email: 'ada@example.org',
  name: null,
  role: 'user',
  disabled_at: null,
  created_at: new Date(0),
  password_hash: 'hash of ada',
  token_version: 0,
};

describe('Sessions', () => {
  const rows = new Map([
    [ada.email, ada],
    ['off@example.org', { ...ada, email: 'off@example.org', disabled_at: new Date(0) }],
  ]);
  const verify = jest.fn<Promise<boolean>, [string | undefined, string]>();
  const exchange = jest.fn<Promise<Exchange>, [string, string, number]>();
  const endFamily = jest.fn<Promise<void>, [string]>();
  const begin = jest.fn<Promise<void>, []>();
  let sessions: Sessions;

  beforeEach(() => {
    jest.resetAllMocks();
    verify.mockImplementation((_hash, password) => Promise.resolve(password === 'right'));
    sessions = new Sessions(
      loadEnvironment({}),
      {
        findCredentialsByEmail: (email: string) => Promise.resolve(rows.get(email)),
      } as unknown as UsersRepository,
      { exchange, endFamily, begin } as unknown as RefreshTokensRepository,
      { sign: () => 'signed', lifetimeSeconds: 900 } as unknown as AccessTokens,
      { verify } as unknown as Passwords,
      {} as UserStates,
    );
  });

  it.each([
    ['a wrong password', 'ada@example.org', 'wrong', 'hash of ada'],
    ['a disabled user', 'off@example.org', 'right', 'hash of ada'],
    ['an unknown email', 'nobody@example.org', 'right', undefined],
  ])('verifies one password for %s and says the same', async (_case, email, password, hash) => {
    await expect(sessions.signIn(email, password)).rejects.toMatchObject({
      problem: 'unauthenticated',
      detail: 'The email or the password is not right.',
    });
    expect(verify.mock.calls).toEqual([[hash, password]]);
    expect(begin).not.toHaveBeenCalled();
  });

  it('verifies one password for who signs in', async () => {
    expect(await sessions.signIn('Ada@Example.org', 'right')).toMatchObject({
      access_token: 'signed',
    });
    expect(verify.mock.calls).toEqual([['hash of ada', 'right']]);
  });

  it('refuses a second exchange while the first is at work, without ending the family', async () => {
    let finish: (outcome: Exchange) => void = () => undefined;
    exchange.mockReturnValueOnce(
      new Promise((resolve) => {
        finish = resolve;
      }),
    );
    const first = sessions.refresh('token');
    await expect(sessions.refresh('token')).rejects.toMatchObject({ problem: 'unauthenticated' });
    finish({ kind: 'granted', user: { id: ada.id, role: 'user', tokenVersion: 0 } });
    expect(await first).toMatchObject({ access_token: 'signed' });
    expect(exchange).toHaveBeenCalledTimes(1);
    expect(endFamily).not.toHaveBeenCalled();
  });

  it('ends the family at a replay, and only then', async () => {
    exchange.mockResolvedValueOnce({ kind: 'refused' });
    await expect(sessions.refresh('token')).rejects.toMatchObject({ problem: 'unauthenticated' });
    expect(endFamily).not.toHaveBeenCalled();
    exchange.mockResolvedValueOnce({ kind: 'replayed' });
    await expect(sessions.refresh('token')).rejects.toMatchObject({ problem: 'unauthenticated' });
    expect(endFamily.mock.calls).toEqual([[digestOf('token')]]);
  });

  it('lets a token be tried again after the database failed', async () => {
    exchange.mockRejectedValueOnce(new Error('away'));
    await expect(sessions.refresh('token')).rejects.toThrow('away');
    exchange.mockResolvedValueOnce({ kind: 'refused' });
    await expect(sessions.refresh('token')).rejects.toMatchObject({ problem: 'unauthenticated' });
    expect(exchange).toHaveBeenCalledTimes(2);
  });
});
