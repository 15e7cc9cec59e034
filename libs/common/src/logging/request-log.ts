import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { AuthenticatedRequest } from '../access/access';
import type { RequestMetrics } from '../metrics/request-metrics';

/**
 * One structured line for every request, and its measurements. It hangs on the server's response
 * hook and not on a Nest interceptor, because interceptors never see what guards refuse, unknown
 * routes and bodies that cannot be read. Neither headers, bodies nor queries are written.
 */
export function logRequests(
  server: FastifyInstance,
  logger: Logger,
  metrics: RequestMetrics,
): void {
  server.addHook('onResponse', (request: AuthenticatedRequest, reply, done) => {
    const route = request.routeOptions.url ?? 'unmatched';
    const status = reply.statusCode;
    const duration = reply.elapsedTime;
    metrics.observe(request.method, route, status, duration / 1000);
    const level = status >= 500 ? 'error' : 'info';
    logger[level]({
      request_id: request.id,
      user: request.user?.id,
      method: request.method,
      route,
      status,
      duration_ms: Math.round(duration * 1000) / 1000,
    });
    done();
  });
}
