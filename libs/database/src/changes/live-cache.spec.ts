import type { ChangeFeed } from './change-feed';
import { LiveCache } from './live-cache';

type Listener = Parameters<ChangeFeed['subscribe']>[0];

class FakeFeed {
  isLive = true;
  listener?: Listener;

  subscribe(listener: Listener): () => void {
    this.listener = listener;
    return () => {
      this.listener = undefined;
    };
  }
}

describe('LiveCache', () => {
  let feed: FakeFeed;
  let cache: LiveCache<{ role: string }>;

  const found = (id: string, role: string) => () => Promise.resolve({ id, value: { role } });

  beforeEach(() => {
    feed = new FakeFeed();
    cache = new LiveCache(feed, 'users', { max: 10 });
    cache.start();
  });

  it('keeps what it read', async () => {
    await cache.load(found('a', 'user'));
    expect(cache.peek('a')).toEqual({ role: 'user' });
  });

  it('keeps nothing of what is not there', async () => {
    expect(await cache.load(() => Promise.resolve(undefined))).toBeUndefined();
    expect(cache.peek('a')).toBeUndefined();
  });

  it('forgets what the feed names, in its table only', async () => {
    await cache.load(found('a', 'user'));
    await cache.load(found('b', 'user'));
    feed.listener?.onChange({ table: 'structures', keys: ['a'] });
    expect(cache.peek('a')).toBeDefined();
    feed.listener?.onChange({ table: 'users', keys: ['a'] });
    expect(cache.peek('a')).toBeUndefined();
    expect(cache.peek('b')).toBeDefined();
    feed.listener?.onChange({ table: 'users', keys: 'all' });
    expect(cache.peek('b')).toBeUndefined();
  });

  it('forgets all when anything may have changed', async () => {
    await cache.load(found('a', 'user'));
    feed.listener?.onChange({ table: '*', keys: 'all' });
    expect(cache.peek('a')).toBeUndefined();
  });

  it('serves nothing and keeps nothing while the feed is not live', async () => {
    await cache.load(found('a', 'user'));
    feed.isLive = false;
    expect(cache.peek('a')).toBeUndefined();
    expect((await cache.load(found('b', 'admin')))?.value).toEqual({ role: 'admin' });
    feed.isLive = true;
    expect(cache.peek('b')).toBeUndefined();
  });

  it('drops what it had when the feed is lost', async () => {
    await cache.load(found('a', 'user'));
    feed.listener?.onLost();
    expect(cache.peek('a')).toBeUndefined();
  });

  it('does not keep a row that was read while something changed', async () => {
    const loading = cache.load(() => {
      feed.listener?.onChange({ table: 'users', keys: ['a'] });
      return Promise.resolve({ id: 'a', value: { role: 'admin' } });
    });
    expect((await loading)?.value).toEqual({ role: 'admin' });
    expect(cache.peek('a')).toBeUndefined();
  });

  it('hears nothing after it was stopped', () => {
    cache.stop();
    expect(feed.listener).toBeUndefined();
  });
});
