import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemException } from '../errors/problems';
import { FORM_LIMITS, readForm } from './read-form';
import type { UploadRoute } from './upload-route';

/**
 * Lets some routes read forms: the body becomes the fields by name, with the uploaded file as a
 * buffer `file` and its name as `filename`. Empty fields, as browsers send them, count as absent.
 * Forms to other routes are refused.
 * @param maxBodyBytes of a body, as JSON or as a form
 */
export async function registerUploads(
  server: FastifyInstance,
  maxBodyBytes: number,
  routes: readonly UploadRoute[],
): Promise<void> {
  await server.register(multipart, { limits: FORM_LIMITS });
  const routeOf = (method: string | readonly string[], url?: string): UploadRoute | undefined =>
    method === 'POST' ? routes.find(({ path }) => path === url) : undefined;
  // No other route takes bodies of this size.
  server.addHook('onRoute', (route) => {
    if (routeOf(route.method, route.url)) route.bodyLimit = maxBodyBytes;
  });
  server.addHook('preValidation', async (request: FastifyRequest) => {
    if (!request.isMultipart() || request.is404) return;
    const route = routeOf(request.method, request.routeOptions.url);
    if (!route) throw new ProblemException('unsupported-media-type', 'Send application/json.');
    try {
      request.body = await readForm(request, route, maxBodyBytes);
    } catch (error) {
      // The rest is read and dropped: a sender that is still sending would not see the answer.
      request.raw.unpipe();
      request.raw.resume();
      throw toProblem(error);
    }
  });
}

/** What is wrong with a form is its sender's doing; most such errors carry no status. */
function toProblem(error: unknown): unknown {
  if (error instanceof ProblemException) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'FST_REQ_FILE_TOO_LARGE') return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new ProblemException(
    'malformed-body',
    `The form data cannot be read: ${reason}.`,
    {},
    { cause: error },
  );
}
