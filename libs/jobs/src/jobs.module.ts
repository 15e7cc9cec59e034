import {
  Global,
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type InjectionToken,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import { ENVIRONMENT, type Environment } from '@nano-os/common';
import { createJobQueue } from './create-job-queue';
import { JobQueue } from './job-queue';

/** Where the module learns at which address PostgreSQL is. */
export interface DatabaseAddress<T> {
  inject: InjectionToken<T>;
  url: (source: T) => string;
}

/** `JobQueue`, everywhere: in Redis when `REDIS_URL` is set, else in PostgreSQL. */
@Global()
@Module({})
export class JobsModule implements BeforeApplicationShutdown {
  constructor(@Inject(JobQueue) private readonly queue: JobQueue) {}

  static forRoot<T>({ inject, url }: DatabaseAddress<T>): DynamicModule {
    const logger = new Logger('Jobs');
    return {
      module: JobsModule,
      providers: [
        {
          provide: JobQueue,
          inject: [ENVIRONMENT, inject],
          useFactory: ({ REDIS_URL }: Environment, source: T) =>
            createJobQueue({
              redisUrl: REDIS_URL,
              databaseUrl: () => url(source),
              onError: (error) => {
                logger.warn(error.message);
              },
            }),
        },
      ],
      exports: [JobQueue],
    };
  }

  /** While the database is still there: jobs in hand are written down before they go back. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.queue.close();
  }
}
