import { HttpException } from '@nestjs/common';
import { ThrottlerException } from '@nestjs/throttler';
import { ProblemException, PROBLEMS, type ProblemName } from './problems';

/** Errors that Fastify and its plugins raise before a handler is reached, by their code. */
const BY_CODE: Readonly<Record<string, { problem: ProblemName; detail?: string }>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { problem: 'body-too-large' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    problem: 'unsupported-media-type',
    detail: 'Send application/json, or multipart/form-data where a file is uploaded.',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: { problem: 'malformed-body', detail: 'The JSON body is empty.' },
  FST_ERR_CTP_INVALID_JSON_BODY: {
    problem: 'malformed-body',
    detail: 'The body is not JSON, or has a member named __proto__.',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { problem: 'malformed-body' },
  FST_ERR_BAD_URL: { problem: 'invalid-request', detail: 'The address is not a valid URL path.' },
  FST_ERR_MAX_PARAM_LENGTH: {
    problem: 'invalid-request',
    detail: 'A part of the address is too long.',
  },
  FST_REQ_FILE_TOO_LARGE: { problem: 'body-too-large' },
  FST_FILES_LIMIT: { problem: 'invalid-request', detail: 'Send one file only.' },
  FST_FIELDS_LIMIT: { problem: 'invalid-request', detail: 'The form has too many fields.' },
  FST_PARTS_LIMIT: { problem: 'invalid-request', detail: 'The form has too many parts.' },
  FST_PROTO_VIOLATION: { problem: 'invalid-request', detail: 'A field has a reserved name.' },
  FST_NO_FORM_DATA: { problem: 'malformed-body', detail: 'The form data cannot be read.' },
  FST_INVALID_MULTIPART_CONTENT_TYPE: { problem: 'unsupported-media-type' },
};

const BY_STATUS: Readonly<Record<number, ProblemName>> = {
  400: 'invalid-request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  406: 'not-acceptable',
  409: 'conflict',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  422: 'unprocessable',
  429: 'too-many-requests',
  503: 'not-ready',
};

/** PostgreSQL's and pg's ways to say that the server is not there for now. */
const DATABASE_AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08000',
  '08003',
  '08006',
]);

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

/** A 4xx that some layer attached to an error of its own, as Fastify's plugins do. */
function clientStatusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500
    ? statusCode
    : undefined;
}

function isDatabaseAway(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined && DATABASE_AWAY.has(code)) return true;
  return (
    error instanceof Error &&
    /Connection terminated|timeout exceeded when trying to connect|Cannot use a pool after/.test(
      error.message,
    )
  );
}

/**
 * The one way from anything thrown to what the caller is told. Only what is known to be the
 * caller's doing or a passing state gets a specific answer; the rest is a plain 500 without detail.
 */
export function toProblem(error: unknown): ProblemException {
  if (error instanceof ProblemException) return error;
  if (error instanceof ThrottlerException) {
    return new ProblemException('too-many-requests', 'Wait before you try again.');
  }
  const known = BY_CODE[codeOf(error) ?? ''];
  if (known) {
    const title = PROBLEMS[known.problem].title;
    return new ProblemException(known.problem, known.detail ?? `${title}.`, {}, { cause: error });
  }
  if (isDatabaseAway(error)) {
    return new ProblemException(
      'not-ready',
      'The database cannot be reached for the moment; try again shortly.',
      {},
      { cause: error, headers: { 'retry-after': '2' } },
    );
  }
  const status = error instanceof HttpException ? error.getStatus() : clientStatusOf(error);
  const name = status === undefined ? undefined : BY_STATUS[status];
  if (name !== undefined && error instanceof Error) {
    return new ProblemException(name, error.message, {}, { cause: error });
  }
  return new ProblemException(
    'internal',
    'Something went wrong on our side; the request id finds it in the log.',
    {},
    { cause: error },
  );
}
