import {
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type InjectionToken,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { APP_GUARD, HttpAdapterHost } from '@nestjs/core';
import { ENVIRONMENT, serverOf, type Environment } from '@nano-os/common';
import { Sql } from '../sql';
import { IdempotencyGuard } from './idempotency.guard';
import { IdempotencyStore } from './idempotency.store';
import { keepAnswers } from './keep-answers';
import { Seal } from './seal';

const PURGE_EVERY_MS = 3_600_000;

/** Where the 32-byte key comes from that answers are sealed with. */
export interface SealKeySource<T> {
  inject: InjectionToken<T>;
  key: (source: T) => Buffer;
}

/** To be imported after the module whose guards find out who calls: guards run in that order. */
@Module({})
export class IdempotencyModule
  implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown
{
  private readonly logger = new Logger(IdempotencyModule.name);
  private timer?: NodeJS.Timeout;

  constructor(
    @Inject(IdempotencyStore) private readonly store: IdempotencyStore,
    @Inject(Seal) private readonly seal: Seal,
    private readonly host: HttpAdapterHost,
  ) {}

  static forRoot<T>(source: SealKeySource<T>): DynamicModule {
    return {
      module: IdempotencyModule,
      providers: [
        {
          provide: Seal,
          inject: [source.inject],
          useFactory: (from: T) => new Seal(source.key(from)),
        },
        {
          provide: IdempotencyStore,
          inject: [Sql, ENVIRONMENT],
          useFactory: (sql: Sql, { IDEMPOTENCY_TTL_S }: Environment) =>
            new IdempotencyStore(sql, IDEMPOTENCY_TTL_S),
        },
        { provide: APP_GUARD, useClass: IdempotencyGuard },
      ],
    };
  }

  onModuleInit(): void {
    const server = serverOf(this.host);
    if (!server) return;
    keepAnswers(server, this.store, this.seal, (message) => {
      this.logger.warn(message);
    });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.store.purge().catch((error: unknown) => {
        this.logger.warn(`Expired idempotency keys stay for now: ${String(error)}`);
      });
    }, PURGE_EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }
}
