import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  assertPlainJson,
  createPlainLogger,
  logRequests,
  NestLogger,
  RequestMetrics,
  sendProblem,
  toProblem,
  type Environment,
} from '@nano-os/common';
import { registerStructureUpload } from '@nano-os/structures';
import {
  LogController,
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { AppModule } from './app.module';
import { serveDocumentation } from './documentation';

/** Members that hold a file: their own reader deals with whatever bytes they are. */
const FILE_MEMBERS: ReadonlySet<string> = new Set(['content', 'file']);
const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** A caller's own request id is kept when it cannot disturb a log; else a new one. */
function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

function createAdapter(environment: Environment, logger: Logger): FastifyAdapter {
  return new FastifyAdapter({
    // Nothing here is Express middleware, whose emulation every request would pay for.
    skipMiddie: true,
    loggerInstance: logger,
    // One logger for all requests: a child for each would cost more than the line it writes.
    childLoggerFactory: (parent: FastifyBaseLogger) => parent,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    bodyLimit: environment.MAX_BODY_BYTES,
    trustProxy: environment.TRUST_PROXY,
    forceCloseConnections: 'idle',
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      void sendProblem(toProblem(error), request, reply);
    },
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
  });
}

/** The HTTP application, ready to listen. */
export async function createApplication(
  environment: Environment,
  logger: Logger,
): Promise<NestFastifyApplication> {
  const adapter = createAdapter(environment, logger);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(environment),
    adapter,
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
  await registerStructureUpload(server, environment);
  logRequests(server, createPlainLogger(environment), new RequestMetrics());
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
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
