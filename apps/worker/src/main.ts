import { NestFactory } from '@nestjs/core';
import { createLogger, loadEnvironment, NestLogger, stopOnSignals } from '@nano-os/common';
import { existsSync } from 'node:fs';
import { AppModule } from '../../api/src/app.module';

/**
 * Works on jobs until SIGTERM or SIGINT: the modules of the API without HTTP, on the same database.
 * What runs at a stop is written down and goes back to the queue for another worker.
 */
export async function work(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const environment = loadEnvironment();
  if (environment.JOB_CONCURRENCY === 0) {
    throw new Error('JOB_CONCURRENCY is 0: a worker would do nothing. Set it to 1 or more.');
  }
  const logger = createLogger(environment);
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(environment), {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  stopOnSignals(logger, {
    close: () => app.close(),
    hurry: () => {
      logger.warn('a job in hand is left; another worker takes it up');
      process.exit(1);
    },
    patienceMs: environment.SHUTDOWN_TIMEOUT_S * 1000,
  });
  const { JOB_CONCURRENCY: jobs } = environment;
  logger.info({ jobs }, `NANO-OS works on ${jobs} ${jobs === 1 ? 'job' : 'jobs'} at a time`);
}
