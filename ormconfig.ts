// Imports are relative: TypeORM's own command line knows no aliases.
import { DataSource } from 'typeorm';
import { authEntities } from './libs/auth/src';
import { loadEnvironment } from './libs/common/src';
import { createDataSourceOptions, IdempotencyKey, migrations } from './libs/database/src';
import { mlEntities } from './libs/ml/src';
import { simulationEntities } from './libs/simulations/src';
import { structureEntities } from './libs/structures/src';

/** Every table of the system, from the rooms they belong to. */
export const entities = [
  ...authEntities,
  IdempotencyKey,
  ...structureEntities,
  ...simulationEntities,
  ...mlEntities,
];

export { migrations };

/** The data source of a server of your own (`DATABASE_URL`), for TypeORM's command line. */
export function createDataSource(url = loadEnvironment().DATABASE_URL): DataSource {
  if (url === undefined) throw new Error('Set DATABASE_URL to the server to connect to.');
  return new DataSource(createDataSourceOptions(url, { entities, migrations }));
}
