import { StoreWatcher, type StoreChange } from './store-watcher';

/** Signatures that a test sets, with how often they were asked for. */
class FakeStore {
  asked = 0;
  now: Record<string, string> | Error = {};

  signatures(): Promise<ReadonlyMap<string, string>> {
    this.asked += 1;
    const { now } = this;
    return now instanceof Error
      ? Promise.reject(now)
      : Promise.resolve(new Map(Object.entries(now)));
  }
}

const nothing = { added: [], changed: [], removed: [] };

describe('StoreWatcher', () => {
  it('tells what came, changed and went, once', async () => {
    const store = new FakeStore();
    const told: StoreChange[] = [];
    const watcher = new StoreWatcher(store, (change) => {
      told.push(change);
    });
    expect(await watcher.check()).toBe(false);
    store.now = { a: '1', b: '1' };
    expect(await watcher.check()).toBe(true);
    expect(await watcher.check()).toBe(false);
    store.now = { b: '2', c: '1' };
    expect(await watcher.check()).toBe(true);
    expect(told).toEqual([
      { ...nothing, added: ['a', 'b'] },
      { added: ['c'], changed: ['b'], removed: ['a'] },
    ]);
  });

  it('tells again what could not be dealt with', async () => {
    const store = new FakeStore();
    store.now = { a: '1' };
    let isBroken = true;
    const told: StoreChange[] = [];
    const watcher = new StoreWatcher(store, (change) => {
      if (isBroken) throw new Error('broken');
      told.push(change);
    });
    await expect(watcher.check()).rejects.toThrow('broken');
    isBroken = false;
    expect(await watcher.check()).toBe(true);
    expect(told).toEqual([{ ...nothing, added: ['a'] }]);
  });

  it('does one look after the other', async () => {
    const store = new FakeStore();
    store.now = { a: '1' };
    let inside = 0;
    const watcher = new StoreWatcher(store, async () => {
      inside += 1;
      expect(inside).toBe(1);
      await Promise.resolve();
      inside -= 1;
    });
    const looks = [watcher.check(), watcher.check()];
    store.now = { a: '2' };
    expect(await Promise.all([...looks, watcher.check()])).toEqual([true, false, false]);
  });

  it('looks by itself until it is stopped, also after a fault', async () => {
    jest.useFakeTimers();
    try {
      const store = new FakeStore();
      const errors: unknown[] = [];
      const told: StoreChange[] = [];
      const watcher = new StoreWatcher(store, (change) => void told.push(change), {
        everyMs: 250,
        onError: (error) => errors.push(error),
      });
      watcher.start();
      watcher.start();
      store.now = new Error('no disk');
      await jest.advanceTimersByTimeAsync(250);
      expect(errors).toEqual([store.now]);
      store.now = { a: '1' };
      await jest.advanceTimersByTimeAsync(250);
      expect(told).toEqual([{ ...nothing, added: ['a'] }]);
      expect(store.asked).toBe(2);
      await watcher.stop();
      store.now = {};
      await jest.advanceTimersByTimeAsync(1000);
      expect(store.asked).toBe(2);
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });

  it('lets a look that is under way end before it is stopped', async () => {
    const store = new FakeStore();
    store.now = { a: '1' };
    let isDone = false;
    const watcher = new StoreWatcher(store, async () => {
      await Promise.resolve();
      isDone = true;
    });
    const look = watcher.check();
    await watcher.stop();
    expect(isDone).toBe(true);
    await look;
  });
});
