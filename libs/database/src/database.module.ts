import {
  Global,
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { ENVIRONMENT, type Environment } from '@nano-os/common';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { ChangeFeed } from './changes/change-feed';
import { createDataSourceOptions, type Schema } from './data-source';
import { DatabaseServerModule } from './database-server.module';
import { migrate } from './migrate';
import { DATABASE_HANDLE, type DatabaseHandle } from './resolve-database';
import { Sql } from './sql';

/**
 * The database for the whole application: `DataSource`, `Sql` and `ChangeFeed` can be injected
 * everywhere. It is migrated before anything else uses it. At a shutdown, after the last request,
 * connections are closed and the embedded server is left.
 */
@Global()
@Module({})
export class DatabaseModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(getDataSourceToken()) private readonly dataSource: DataSource,
    @Inject(Sql) private readonly sql: Sql,
    @Inject(ChangeFeed) private readonly feed: ChangeFeed,
    @Inject(DATABASE_HANDLE) private readonly handle: DatabaseHandle,
  ) {}

  static forRoot(schema: Schema): DynamicModule {
    const logger = new Logger('Database');
    let handle: DatabaseHandle | undefined;
    return {
      module: DatabaseModule,
      imports: [
        DatabaseServerModule,
        TypeOrmModule.forRootAsync({
          imports: [DatabaseServerModule],
          inject: [DATABASE_HANDLE, ENVIRONMENT],
          useFactory: (given: DatabaseHandle, { DATABASE_POOL_SIZE }: Environment) => {
            handle = given;
            return {
              ...createDataSourceOptions(given.url, {
                ...schema,
                poolSize: DATABASE_POOL_SIZE,
                log: (message) => {
                  logger.warn(message);
                },
              }),
              // A wrong address or password does not mend itself; the message says what it is.
              toRetry: () => false,
            };
          },
          // No hook is called in an application that was not made, so it is released here.
          dataSourceFactory: (options) =>
            connectAndMigrate(options).catch(async (error: unknown) => {
              await handle?.release();
              throw error;
            }),
        }),
      ],
      providers: [
        {
          provide: Sql,
          inject: [getDataSourceToken()],
          useFactory: (dataSource: DataSource) => new Sql(dataSource),
        },
        {
          provide: ChangeFeed,
          inject: [DATABASE_HANDLE],
          useFactory: (handle: DatabaseHandle) => new ChangeFeed(() => handle.url),
        },
      ],
      exports: [Sql, ChangeFeed, TypeOrmModule, DatabaseServerModule],
    };
  }

  onModuleInit(): void {
    this.handle.keepAlive((url) => {
      this.sql.moveTo(url);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.feed.close();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
    await this.handle.release();
  }
}

async function connectAndMigrate(options?: DataSourceOptions): Promise<DataSource> {
  if (!options) throw new Error('The data source has no options');
  const dataSource = await new DataSource(options).initialize();
  try {
    await migrate(dataSource);
    return dataSource;
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}
