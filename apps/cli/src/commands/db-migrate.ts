import { migrate } from '@nano-os/database';
import { Command } from 'commander';
import { withDatabase } from '../database';
import { readSettings } from '../settings';

/** Applies the migrations that the database lacks. */
export function createDbMigrateCommand(): Command {
  return new Command('migrate').description('apply the pending migrations').action(async () => {
    const applied = await withDatabase(readSettings(), migrate);
    for (const name of applied) console.log(`applied ${name}`);
    if (applied.length === 0) console.log('Nothing to apply: the database is up to date.');
  });
}
