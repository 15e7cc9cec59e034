import { Command } from 'commander';
import { createDbDownCommand } from './db-down';
import { createDbMigrateCommand } from './db-migrate';
import { createDbRevertCommand } from './db-revert';
import { createDbStatusCommand } from './db-status';
import { createDbUpCommand } from './db-up';

/** Everything about the database. */
export function createDbCommand(): Command {
  return new Command('db')
    .description('start, stop, inspect and migrate the database')
    .addCommand(createDbUpCommand())
    .addCommand(createDbDownCommand())
    .addCommand(createDbStatusCommand())
    .addCommand(createDbMigrateCommand())
    .addCommand(createDbRevertCommand());
}
