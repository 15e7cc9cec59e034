import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemDto } from './problem.dto';
import { PROBLEMS, type ProblemException } from './problems';
import { toProblem } from './to-problem';

/** The body of a problem, for the request that met it. */
export function problemBody(problem: ProblemException, request: FastifyRequest): ProblemDto {
  const { status, title } = PROBLEMS[problem.problem];
  return {
    type: `urn:nano-os:problem:${problem.problem}`,
    title,
    status,
    detail: problem.detail,
    // The path alone: a query may hold what should not be repeated.
    instance: request.url.split('?', 1)[0] ?? request.url,
    request_id: request.id,
    ...problem.extras,
  };
}

/** Answers `problem`; what is our fault is logged with its cause, which the caller never sees. */
export async function sendProblem(
  problem: ProblemException,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { status } = PROBLEMS[problem.problem];
  if (status >= 500) request.log.error({ err: problem.cause ?? problem }, problem.detail);
  await reply
    .status(status)
    .headers(problem.headers)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemBody(problem, request)));
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) return;
    await sendProblem(toProblem(error), http.getRequest<FastifyRequest>(), reply);
  }
}
