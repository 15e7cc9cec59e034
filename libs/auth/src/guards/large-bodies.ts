import { ORDINARY_BODY_BYTES } from '@nano-os/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Callers } from '../callers/callers';
import { unauthenticated } from './authentication.guard';

/** Bytes that may come at most, as far as the headers tell. */
function announcedBytes({ headers }: FastifyRequest): number {
  const length = headers['content-length'];
  if (length !== undefined) return Number(length);
  return headers['transfer-encoding'] === undefined ? 0 : Infinity;
}

/**
 * Reads large bodies for callers who are signed in only. Guards run when the body has been read,
 * which for some megabytes of JSON takes longer than all the rest.
 */
export function guardLargeBodies(server: FastifyInstance, callers: Callers): void {
  server.addHook('onRequest', (request, _reply, done) => {
    if (
      announcedBytes(request) <= ORDINARY_BODY_BYTES ||
      request.routeOptions.bodyLimit <= ORDINARY_BODY_BYTES
    ) {
      done();
      return;
    }
    Promise.resolve(callers.of(request)).then((caller) => {
      if (caller) done();
      else done(unauthenticated(request));
    }, done);
  });
}
