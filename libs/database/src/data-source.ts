import type { EntitySchema, MigrationInterface } from 'typeorm';
import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions';
import { errorMessage } from './errors';

/** What the tables are: entities of the feature rooms, and the migrations that make their tables. */
export interface Schema {
  entities: (EntitySchema | (new () => object))[];
  migrations: (new () => MigrationInterface)[];
}

export interface DataSourceSettings extends Schema {
  /** Most connections that the pool holds. */
  poolSize?: number;
  /** Hears of connections lost while idle; the pool replaces them. */
  log?: (message: string) => void;
}

const DEFAULT_POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 10_000;

/** Options of a TypeORM data source; the schema is changed by migrations only. */
export function createDataSourceOptions(
  url: string,
  { entities, migrations, poolSize = DEFAULT_POOL_SIZE, log }: DataSourceSettings,
): PostgresDataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities,
    migrations,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    poolSize,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: 'nano-os',
    // PostgreSQL makes UUIDs by itself; an extension would want rights that a role may not have.
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    poolErrorHandler: (error: unknown) => log?.(errorMessage(error)),
    extra: { keepAlive: true },
  };
}
