import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ChangeFeed, LiveCache } from '@nano-os/database';
import { UsersRepository, type UserState } from '../users/users.repository';

const MAX_USERS = 20_000;

/** Role, token version and standing of users, in memory while the change feed vouches for it. */
@Injectable()
export class UserStates implements OnModuleInit, OnModuleDestroy {
  private readonly cache: LiveCache<UserState>;

  constructor(
    @Inject(ChangeFeed) feed: ChangeFeed,
    @Inject(UsersRepository) private readonly users: UsersRepository,
  ) {
    this.cache = new LiveCache(feed, 'users', { max: MAX_USERS });
  }

  onModuleInit(): void {
    this.cache.start();
  }

  onModuleDestroy(): void {
    this.cache.stop();
  }

  peek(id: string): UserState | undefined {
    return this.cache.peek(id);
  }

  async load(id: string): Promise<UserState | undefined> {
    const found = await this.cache.load(async () => {
      const value = await this.users.findState(id);
      return value && { id, value };
    });
    return found?.value;
  }

  /** To be called after every change that this process makes; others hear of it by the feed. */
  forget(id: string): void {
    this.cache.forget([id]);
  }
}
