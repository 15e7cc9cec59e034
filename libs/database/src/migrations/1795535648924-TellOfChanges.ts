import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  CREATE_CHANGE_FUNCTION,
  createChangeTriggers,
  DROP_CHANGE_FUNCTION,
  dropChangeTriggers,
} from '../changes/change-triggers';

/** Tables that processes keep in memory, with the column that their caches go by. */
const TOLD = [
  { table: 'users' },
  { table: 'api_keys' },
  { table: 'structures' },
  { table: 'predicted_properties', key: 'structure_id' },
];

/** TypeORM has no word for triggers, so no entity shows them. */
export class TellOfChanges1795535648924 implements MigrationInterface {
  name = 'TellOfChanges1795535648924';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CREATE_CHANGE_FUNCTION);
    for (const query of TOLD.flatMap(createChangeTriggers)) await runner.query(query);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const query of TOLD.flatMap(dropChangeTriggers)) await runner.query(query);
    await runner.query(DROP_CHANGE_FUNCTION);
  }
}
