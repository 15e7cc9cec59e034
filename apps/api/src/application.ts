import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  assertPlainJson,
  createPlainLogger,
  logRequests,
  NestLogger,
  registerUploads,
  RequestMetrics,
  type Environment,
} from '@nano-os/common';
import { fineTuneUpload } from '@nano-os/ml';
import { structureUpload } from '@nano-os/structures';
import type { Logger } from 'pino';
import { ProblemAdapter } from './adapter';
import { AppModule } from './app.module';
import { serveDocumentation } from './documentation';

/** Members that hold a file: their own reader deals with whatever bytes they are. */
const FILE_MEMBERS: ReadonlySet<string> = new Set(['content', 'file']);

/** The HTTP application, ready to listen. */
export async function createApplication(
  environment: Environment,
  logger: Logger,
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(environment),
    new ProblemAdapter(environment, logger),
    { bodyParser: false, logger: new NestLogger(logger), abortOnError: false },
  );
  try {
    await configure(app, environment);
  } catch (error) {
    await app.close();
    throw error;
  }
  return app;
}

async function configure(app: NestFastifyApplication, environment: Environment): Promise<void> {
  const server = app.getHttpAdapter().getInstance();
  server.removeContentTypeParser('text/plain');
  const uploads = [structureUpload(environment), fineTuneUpload(environment)];
  await registerUploads(server, environment.MAX_BODY_BYTES, uploads);
  logRequests(server, createPlainLogger(environment), new RequestMetrics());
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
    // Answers depend on who asks, and caches do not know that X-API-Key says so.
    reply.header('cache-control', 'no-store');
    done();
  });
  server.addHook('preValidation', (request, _reply, done) => {
    assertPlainJson(request.body, FILE_MEMBERS);
    done();
  });
  const origins = environment.CORS_ORIGINS.split(',').flatMap((origin) => origin.trim() || []);
  if (origins.length > 0) app.enableCors({ origin: origins.includes('*') ? true : origins });
  serveDocumentation(app, environment);
  await app.init();
}
