import { Command } from 'commander';
import { work } from '../../../worker/src/main';

/** Works on jobs in the foreground, until SIGTERM or Ctrl-C. */
export function createWorkerCommand(): Command {
  return new Command('worker')
    .description('work on relaxations and other jobs beside the API, until SIGTERM or Ctrl-C')
    .action(async () => {
      await work();
    });
}
