import { Command } from 'commander';
import { serve } from '../../../api/src/main';

/** Serves the API in the foreground, until SIGTERM or Ctrl-C. */
export function createServeCommand(): Command {
  return new Command('serve')
    .description('serve the API, until SIGTERM or Ctrl-C')
    .action(async () => {
      await serve();
    });
}
