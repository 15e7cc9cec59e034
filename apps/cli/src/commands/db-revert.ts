import { revert } from '@nano-os/database';
import { Command } from 'commander';
import { withDatabase } from '../database';
import { readSettings } from '../settings';

/** Reverts the latest migration, with the data that only it has room for. */
export function createDbRevertCommand(): Command {
  return new Command('revert').description('revert the latest migration').action(async () => {
    const reverted = await withDatabase(readSettings(), revert);
    console.log(reverted === null ? 'Nothing to revert.' : `reverted ${reverted}`);
  });
}
