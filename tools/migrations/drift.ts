import { migrate, resolveDatabase, schemaDrift, type SchemaDrift } from '@nano-os/database';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataSource } from '../../ormconfig';

/** What the next migration has to do; empty when the migrations make what the entities say. */
export async function findDrift(): Promise<SchemaDrift> {
  const dataDir = await mkdtemp(join(tmpdir(), 'nano-os-drift-'));
  const database = await resolveDatabase({ DATABASE_URL: undefined, NANO_OS_DATA_DIR: dataDir });
  try {
    const dataSource = await createDataSource(database.url).initialize();
    try {
      await migrate(dataSource);
      return await schemaDrift(dataSource);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await database.release();
    await rm(dataDir, { recursive: true, force: true });
  }
}
