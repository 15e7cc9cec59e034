import { HttpException } from '@nestjs/common';

/** Member of a problem's `errors`: which part of the request is at fault, and why. */
export interface FieldFault {
  field: string;
  message: string;
}

/**
 * The kinds of problem that the API answers, by their stable name: the last part of the `type`
 * URN, its status and its title (RFC 9457). This is the one table from exception to status.
 */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request does not fit its schema' },
  'malformed-body': { status: 400, title: 'The body cannot be read' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  'unknown-model': { status: 404, title: 'No such model' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'not-acceptable': { status: 406, title: 'Not acceptable' },
  conflict: { status: 409, title: 'In conflict with the present state' },
  'model-unavailable': { status: 409, title: 'The model has no weights installed' },
  'idempotency-conflict': { status: 409, title: 'The idempotency key is taken' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The content type is not supported' },
  unprocessable: { status: 422, title: 'Well formed but impossible' },
  'invalid-structure': { status: 422, title: 'The structure cannot be read' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Internal error' },
  'not-ready': { status: 503, title: 'Not ready' },
} as const;

export type ProblemName = keyof typeof PROBLEMS;

/** Further members of a problem; `errors` names parts of the request at fault. */
export interface ProblemExtras {
  errors?: FieldFault[];
  [member: string]: unknown;
}

/** An answer that is a problem. `detail` tells the caller what is wrong and what to do. */
export class ProblemException extends HttpException {
  constructor(
    readonly problem: ProblemName,
    readonly detail: string,
    readonly extras: ProblemExtras = {},
    options?: { cause?: unknown; headers?: Record<string, string> },
  ) {
    super(detail, PROBLEMS[problem].status, { cause: options?.cause });
    this.headers = options?.headers ?? {};
  }

  /** Headers that go with the answer, such as Retry-After. */
  readonly headers: Record<string, string>;
}

/** One part of a request that does not fit; `message` is a sentence that begins with its name. */
export function invalidField(field: string, message: string): ProblemException {
  return new ProblemException('invalid-request', message, { errors: [{ field, message }] });
}

/** What a caller may not see does not exist for him: the same answer for both. */
export function notFound(what: string, id: string): ProblemException {
  return new ProblemException('not-found', `There is no ${what} ${id} that you may see.`);
}
