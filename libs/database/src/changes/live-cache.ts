import { LRUCache } from 'lru-cache';
import type { ChangeFeed } from './change-feed';

/** How much is kept: so many rows, or rows of so much in all where they differ in size. */
export type CacheBounds<V> =
  { max: number } | { maxSize: number; sizeCalculation: (value: V) => number };

export interface Entry<V> {
  id: string;
  value: V;
}

/**
 * Rows by id that are served only while the change feed would tell of a change. A row that was
 * read while something changed is handed out once and not kept: it may be the old one.
 */
export class LiveCache<V extends object> {
  private readonly entries: LRUCache<string, V>;
  private epoch = 0;
  private unsubscribe?: () => void;

  constructor(
    private readonly feed: Pick<ChangeFeed, 'isLive' | 'subscribe'>,
    private readonly table: string,
    bounds: CacheBounds<V>,
  ) {
    this.entries = new LRUCache<string, V>(bounds);
  }

  /** Begins to hear of changes; before that the cache keeps nothing that it could serve. */
  start(): void {
    this.unsubscribe = this.feed.subscribe({
      onChange: ({ table, keys }) => {
        if (table !== this.table && table !== '*') return;
        if (keys === 'all') this.clear();
        else this.forget(keys);
      },
      onLost: () => {
        this.clear();
      },
      onLive: () => {
        this.clear();
      },
    });
  }

  stop(): void {
    this.unsubscribe?.();
    this.clear();
  }

  /** What is known of `id` now; undefined where the database must be asked. */
  peek(id: string): V | undefined {
    return this.feed.isLive ? this.entries.get(id) : undefined;
  }

  /** Reads a row from the database, and keeps it under its id when nothing changed meanwhile. */
  async load(read: () => Promise<Entry<V> | undefined>): Promise<Entry<V> | undefined> {
    const [found] = await this.loadMany(async () => {
      const entry = await read();
      return entry ? [entry] : [];
    });
    return found;
  }

  /** As `load`, for several rows at once. */
  async loadMany(read: () => Promise<Entry<V>[]>): Promise<Entry<V>[]> {
    // A feed that was lost meanwhile has raised the epoch too.
    const epoch = this.feed.isLive ? this.epoch : undefined;
    const found = await read();
    if (epoch === this.epoch) {
      for (const { id, value } of found) this.entries.set(id, value);
    }
    return found;
  }

  forget(ids: Iterable<string>): void {
    this.epoch += 1;
    for (const id of ids) this.entries.delete(id);
  }

  clear(): void {
    this.epoch += 1;
    this.entries.clear();
  }
}
