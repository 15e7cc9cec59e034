import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ChangeFeed, LiveCache } from '@nano-os/database';
import { LRUCache } from 'lru-cache';
import { ApiKeysRepository, type ApiKeyState } from '../api-keys/api-keys.repository';

const MAX_KEYS = 20_000;
const NOTE_USE_EVERY_MS = 60_000;

/** API keys in force by their digest, in memory while the change feed vouches for them. */
@Injectable()
export class KeyStates implements OnModuleInit, OnModuleDestroy {
  private readonly cache: LiveCache<ApiKeyState>;
  /** Digest to id: a digest is never given to another key, so this needs no invalidation. */
  private readonly ids = new LRUCache<string, string>({ max: MAX_KEYS });
  /** When a use was last written, in ms, by key. */
  private readonly noted = new LRUCache<string, number>({ max: MAX_KEYS });

  constructor(
    @Inject(ChangeFeed) feed: ChangeFeed,
    @Inject(ApiKeysRepository) private readonly keys: ApiKeysRepository,
  ) {
    this.cache = new LiveCache(feed, 'api_keys', { max: MAX_KEYS });
  }

  onModuleInit(): void {
    this.cache.start();
  }

  onModuleDestroy(): void {
    this.cache.stop();
  }

  /** The state of a key whose use needs no writing now; undefined where the database is needed. */
  peek(hash: string): ApiKeyState | undefined {
    const id = this.ids.get(hash);
    const state = id === undefined ? undefined : this.cache.peek(id);
    return id !== undefined && state && !this.isUseDue(id, state) ? state : undefined;
  }

  /** Looks the key up, and writes down that it was used where that was last a minute ago. */
  async load(hash: string): Promise<ApiKeyState | undefined> {
    const found = await this.cache.load(() => this.keys.findState(hash));
    if (!found) return undefined;
    const { id, value } = found;
    this.ids.set(hash, id);
    if (value.expiresAt > Date.now() && this.isUseDue(id, value)) {
      this.noted.set(id, Date.now());
      await this.keys.noteUse(id);
    }
    return value;
  }

  forget(id: string): void {
    this.cache.forget([id]);
  }

  private isUseDue(id: string, state: ApiKeyState): boolean {
    const last = Math.max(state.lastUsedAt, this.noted.get(id) ?? 0);
    return Date.now() - last >= NOTE_USE_EVERY_MS;
  }
}
