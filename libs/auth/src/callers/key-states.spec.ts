import type { ChangeFeed } from '@nano-os/database';
import type { ApiKeysRepository } from '../api-keys/api-keys.repository';
import { KeyStates } from './key-states';

const NOW = Date.UTC(2026, 0, 31);
const MINUTE_MS = 60_000;

describe('KeyStates', () => {
  const findState = jest.fn<ReturnType<ApiKeysRepository['findState']>, [string]>();
  const noteUse = jest.fn<Promise<void>, [string]>();
  const feed = { isLive: true, subscribe: () => () => undefined };
  let states: KeyStates;

  beforeEach(() => {
    jest.resetAllMocks();
    jest.useFakeTimers({ now: NOW });
    states = new KeyStates(
      feed as unknown as ChangeFeed,
      { findState, noteUse } as unknown as ApiKeysRepository,
    );
    states.onModuleInit();
  });
  afterEach(() => jest.useRealTimers());

  const stored = (expiresAt = Infinity, lastUsedAt = 0) => {
    findState.mockResolvedValue({ id: 'key', value: { userId: 'ada', expiresAt, lastUsedAt } });
  };

  it('writes the first of many uses at once, and the next one a minute later', async () => {
    stored();
    await Promise.all(Array.from({ length: 5 }, () => states.load('hash')));
    expect(noteUse.mock.calls).toEqual([['key']]);
    expect(states.peek('hash')).toMatchObject({ userId: 'ada' });
    jest.setSystemTime(NOW + MINUTE_MS - 1);
    expect(states.peek('hash')).toBeDefined();
    jest.setSystemTime(NOW + MINUTE_MS);
    // Memory knows the key, but its use has to be written: the slow way is taken once.
    expect(states.peek('hash')).toBeUndefined();
    await states.load('hash');
    expect(noteUse).toHaveBeenCalledTimes(2);
    expect(states.peek('hash')).toBeDefined();
  });

  it('does not write a use that another process has written', async () => {
    stored(Infinity, NOW - 1000);
    await states.load('hash');
    expect(noteUse).not.toHaveBeenCalled();
  });

  it('does not write the use of a key that has expired', async () => {
    stored(NOW);
    await states.load('hash');
    expect(noteUse).not.toHaveBeenCalled();
  });

  it('knows nothing of a key that is not there, or that it was told to forget', async () => {
    findState.mockResolvedValue(undefined);
    expect(await states.load('hash')).toBeUndefined();
    stored();
    await states.load('hash');
    states.forget('key');
    expect(states.peek('hash')).toBeUndefined();
  });
});
