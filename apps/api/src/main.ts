import { createLogger, loadEnvironment } from '@nano-os/common';
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

  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(1);
    stopping = true;
    logger.info({ signal }, 'stopping');
    const server = app.getHttpServer();
    const deadline = setTimeout(() => {
      logger.warn('requests in flight are cut off');
      server.closeAllConnections();
    }, environment.SHUTDOWN_TIMEOUT_S * 1000).unref();
    app.close().then(
      () => {
        clearTimeout(deadline);
        logger.info('stopped');
        logger.flush(() => process.exit(0));
      },
      (error: unknown) => {
        logger.error({ err: error }, 'the stop failed');
        logger.flush(() => process.exit(1));
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);

  await app.listen(environment.PORT, environment.HOST);
  const url = await app.getUrl();
  logger.info({ url }, `NANO-OS listens on ${url}, documented at ${url}/docs`);
}
