import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  answerClientError,
  ORDINARY_BODY_BYTES,
  sendProblem,
  toProblem,
  type Environment,
} from '@nano-os/common';
import {
  LogController,
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';

const REQUEST_ID = /^[\w.:-]{1,128}$/;
/** How long a request may take to arrive: a large upload over a thin wire, not for ever. */
const ARRIVAL_MS = 300_000;

/** A caller's own request id is kept when it cannot disturb a log; else a new one. */
function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  // The rest of a body that was refused is read and dropped. Fastify would hang up, and a sender
  // that is still sending would not see the answer.
  reply.removeHeader('connection');
  request.raw.resume();
  return sendProblem(toProblem(error), request, reply);
}

/** Fastify under Nest, answering all that goes wrong outside of Nest with problem details too. */
export class ProblemAdapter extends FastifyAdapter {
  constructor(environment: Environment, logger: Logger) {
    super({
      // Nothing here is Express middleware, whose emulation every request would pay for.
      skipMiddie: true,
      loggerInstance: logger,
      // One logger for all requests: a child for each would cost more than the line it writes.
      childLoggerFactory: (parent: FastifyBaseLogger) => parent,
      logController: new LogController({ disableRequestLogging: true }),
      genReqId: requestId,
      bodyLimit: Math.min(ORDINARY_BODY_BYTES, environment.MAX_BODY_BYTES),
      requestTimeout: ARRIVAL_MS,
      trustProxy: environment.TRUST_PROXY,
      forceCloseConnections: 'idle',
      frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
        void answerError(error, request, reply);
      },
      clientErrorHandler: answerClientError,
      routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    });
  }

  /** In place of Nest's own handler, which drops the codes that errors of the server have. */
  override setErrorHandler(): ReturnType<FastifyAdapter['setErrorHandler']> {
    return this.getInstance().setErrorHandler(answerError);
  }
}
