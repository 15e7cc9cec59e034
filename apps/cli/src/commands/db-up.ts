import { Command } from 'commander';
import { assertEmbedded, embeddedServer } from '../database';
import { readSettings } from '../settings';

/** Starts the embedded server and keeps it running when nobody uses it. */
export function createDbUpCommand(): Command {
  return new Command('up')
    .description('start the embedded PostgreSQL and keep it running until "db down"')
    .action(async () => {
      const environment = readSettings();
      assertEmbedded(environment);
      const server = embeddedServer(environment);
      await server.attach();
      server.pin();
      await server.release();
      const { port, pid } = server.status();
      console.log(
        `PostgreSQL runs on 127.0.0.1:${port} (process ${pid}), data in ${environment.NANO_OS_DATA_DIR}`,
      );
    });
}
