import type { FastifyRequest } from 'fastify';

/** What makes two requests the same: address and body, as bytes in a fixed order. */
export function fingerprintParts({ url, body }: FastifyRequest): (string | Buffer)[] {
  return [url, ...bodyParts(body)];
}

/** Uploaded files as they are, everything else as JSON. */
function bodyParts(body: unknown): (string | Buffer)[] {
  if (typeof body !== 'object' || body === null) return [json(body)];
  return Object.entries(body).flatMap(([name, value]: [string, unknown]) => [
    name,
    Buffer.isBuffer(value) ? value : json(value),
  ]);
}

function json(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value);
}
