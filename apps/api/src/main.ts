import { createLogger, loadEnvironment, stopOnSignals } from '@nano-os/common';
import { existsSync } from 'node:fs';
import { createApplication } from './application';

/**
 * Serves the API until SIGTERM or SIGINT: no new requests are taken then, those in flight are
 * finished within SHUTDOWN_TIMEOUT_S, and the database is left in order. A second signal ends at once.
 */
export async function serve(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const environment = loadEnvironment();
  const logger = createLogger(environment);
  const app = await createApplication(environment, logger);
  stopOnSignals(logger, {
    close: () => app.close(),
    hurry: () => {
      logger.warn('requests in flight are cut off');
      app.getHttpServer().closeAllConnections();
    },
    patienceMs: environment.SHUTDOWN_TIMEOUT_S * 1000,
  });
  await app.listen(environment.PORT, environment.HOST);
  const url = await app.getUrl();
  logger.info({ url }, `NANO-OS listens on ${url}, documented at ${url}/docs`);
}
