import type { FastifyInstance } from 'fastify';

interface Host {
  readonly httpAdapter: { getInstance(): unknown } | undefined;
}

/**
 * The server behind Nest's `HttpAdapterHost`, for modules that hang hooks on it; undefined in a
 * process that runs the same modules without HTTP.
 */
export function serverOf({ httpAdapter }: Host): FastifyInstance | undefined {
  return httpAdapter?.getInstance() as FastifyInstance | undefined;
}
