import type { Environment } from '@nano-os/common';
import {
  createDataSourceOptions,
  EmbeddedPostgres,
  resolveDatabase,
  type EmbeddedPostgresOptions,
} from '@nano-os/database';
import { DataSource } from 'typeorm';
import { entities, migrations } from '../../../ormconfig';

/** The embedded server of the data directory. */
export function embeddedServer(
  { NANO_OS_DATA_DIR }: Environment,
  log?: EmbeddedPostgresOptions['log'],
): EmbeddedPostgres {
  return new EmbeddedPostgres({ dataDir: NANO_OS_DATA_DIR, log });
}

/** @throws when a server of the user's own is configured, which is his to start and stop */
export function assertEmbedded({ DATABASE_URL }: Environment): void {
  if (DATABASE_URL === undefined) return;
  throw new Error('DATABASE_URL names a server of your own: start and stop it by its own means.');
}

/** Runs `work` on a connected data source; a server that is started for it is left again. */
export async function withDatabase<T>(
  environment: Environment,
  work: (dataSource: DataSource) => Promise<T>,
): Promise<T> {
  // An interrupt goes through the exit of the process, on which the server is left as well.
  const interrupt = (): void => process.exit(130);
  process.once('SIGINT', interrupt);
  const database = await resolveDatabase(environment);
  try {
    return await withConnection(database.url, work);
  } finally {
    await database.release();
    process.off('SIGINT', interrupt);
  }
}

/** Runs `work` on a data source that is connected for it. */
export async function withConnection<T>(
  url: string,
  work: (dataSource: DataSource) => Promise<T>,
): Promise<T> {
  const options = createDataSourceOptions(url, { entities, migrations, poolSize: 2 });
  const dataSource = await new DataSource(options).initialize();
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}
