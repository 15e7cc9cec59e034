import { LRUCache } from 'lru-cache';
import type { ThrottlerStorage } from '@nestjs/throttler';

type ThrottlerRecord = Awaited<ReturnType<ThrottlerStorage['increment']>>;

interface Window {
  hits: number;
  /** ms since the epoch */
  end: number;
}

/**
 * Counts hits in windows that begin with a caller's first one. The library's own storage starts a
 * timer at every hit and forgets no key before it fires; here a key is one small record, the
 * number of keys is bounded, and the one that was silent longest makes room.
 */
export class FixedWindowStorage implements ThrottlerStorage {
  private readonly windows: LRUCache<string, Window>;

  /**
   * @param maxKeys how many callers are remembered at once
   * @param now the time in ms since the epoch
   */
  constructor(
    maxKeys: number,
    private readonly now: () => number = Date.now,
  ) {
    this.windows = new LRUCache({ max: maxKeys });
  }

  get size(): number {
    return this.windows.size;
  }

  /** As {@link hit}, as the library wants it. */
  increment(key: string, ttl: number, limit: number): Promise<ThrottlerRecord> {
    return Promise.resolve(this.hit(key, ttl, limit));
  }

  /** Counts a hit; `ttl` is the window in ms, the times that come back are whole seconds. */
  hit(key: string, ttl: number, limit: number): ThrottlerRecord {
    const now = this.now();
    let window = this.windows.get(key);
    if (!window || window.end <= now) {
      window = { hits: 0, end: now + ttl };
      this.windows.set(key, window);
    }
    window.hits += 1;
    const seconds = Math.ceil((window.end - now) / 1000);
    const isBlocked = window.hits > limit;
    return {
      totalHits: window.hits,
      timeToExpire: seconds,
      isBlocked,
      timeToBlockExpire: isBlocked ? seconds : 0,
    };
  }
}
