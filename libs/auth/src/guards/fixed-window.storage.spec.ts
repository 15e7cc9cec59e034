import { FixedWindowStorage } from './fixed-window.storage';

describe('FixedWindowStorage', () => {
  let now = 0;
  const storage = (maxKeys = 10) => new FixedWindowStorage(maxKeys, () => now);

  beforeEach(() => {
    now = 1_000_000;
  });

  it('blocks after the limit and says when the window ends', async () => {
    const windows = storage();
    const hits = [];
    for (let i = 0; i < 4; i++) hits.push(await windows.increment('a', 60_000, 3));
    expect(hits.map(({ isBlocked }) => isBlocked)).toEqual([false, false, false, true]);
    now += 59_001;
    expect(await windows.increment('a', 60_000, 3)).toEqual({
      totalHits: 5,
      timeToExpire: 1,
      isBlocked: true,
      timeToBlockExpire: 1,
    });
  });

  it('begins anew when the window is over, however often it was hit while blocked', async () => {
    const windows = storage();
    for (let i = 0; i < 50; i++) await windows.increment('a', 60_000, 3);
    now += 60_000;
    expect(await windows.increment('a', 60_000, 3)).toMatchObject({
      totalHits: 1,
      isBlocked: false,
      timeToBlockExpire: 0,
    });
  });

  it('counts keys apart', async () => {
    const windows = storage();
    await windows.increment('a', 60_000, 1);
    expect((await windows.increment('b', 60_000, 1)).isBlocked).toBe(false);
    expect((await windows.increment('a', 60_000, 1)).isBlocked).toBe(true);
  });

  it('holds no more keys than it may, and forgets the one silent longest', async () => {
    const windows = storage(3);
    for (const key of ['a', 'b', 'c']) await windows.increment(key, 60_000, 1);
    await windows.increment('a', 60_000, 1);
    await windows.increment('d', 60_000, 1);
    expect(windows.size).toBe(3);
    expect((await windows.increment('a', 60_000, 1)).totalHits).toBe(3);
    expect((await windows.increment('b', 60_000, 1)).totalHits).toBe(1);
  });
});
