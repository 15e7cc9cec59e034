import { Command } from 'commander';
import { assertEmbedded, embeddedServer } from '../database';
import { readSettings } from '../settings';

/** Stops the embedded server, or lets it stop with the last process that uses it. */
export function createDbDownCommand(): Command {
  return new Command('down')
    .description('stop the embedded PostgreSQL')
    .option('-f, --force', 'also when processes use it', false)
    .action(async ({ force }: { force: boolean }) => {
      const environment = readSettings();
      assertEmbedded(environment);
      const server = embeddedServer(environment);
      const wasRunning = server.status().running;
      const clients = await server.unpin({ force });
      if (clients.length > 0) {
        throw new Error(
          `PostgreSQL is used by process ${clients.join(', ')}: it stops when that ends, or now ` +
            'with --force.',
        );
      }
      console.log(wasRunning ? 'PostgreSQL has stopped.' : 'PostgreSQL was not running.');
    });
}
