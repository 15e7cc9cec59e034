import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { invalidField, ProblemException } from '../errors/problems';
import type { UploadRoute } from './upload-route';

/** Characters of a field that is JSON. */
const MAX_JSON_LENGTH = 10_000;
/** More than the members of any upload's DTO. */
const MAX_FIELDS = 20;

export const FORM_LIMITS = {
  fieldNameSize: 100,
  fields: MAX_FIELDS,
  files: 1,
  parts: MAX_FIELDS + 1,
} as const;

export type Form = Record<string, unknown>;

/**
 * The fields of a form by name.
 * @throws {ProblemException} invalid-request, body-too-large; what the reader of forms throws
 */
export async function readForm(
  request: FastifyRequest,
  route: UploadRoute,
  maxBodyBytes: number,
): Promise<Form> {
  const { maxFileBytes } = route;
  const form = new Map<string, unknown>();
  let size = 0;
  // One more than is allowed, since what is cut off looks like what just fits.
  const limits = { ...FORM_LIMITS, fieldSize: maxFileBytes + 1, fileSize: maxFileBytes };
  for await (const part of request.parts({ limits })) {
    const value = await valueOf(part, route);
    size += Buffer.isBuffer(value) || typeof value === 'string' ? value.length : 0;
    if (size > maxBodyBytes) throw new ProblemException('body-too-large', tooLarge(route));
    if (value === '' && part.fieldname !== 'content') continue;
    if (form.has(part.fieldname)) throw fault(part.fieldname, 'is given twice');
    form.set(part.fieldname, route.jsonFields?.has(part.fieldname) ? fromJson(value) : value);
    if (part.type === 'file' && part.filename && !form.has('filename')) {
      form.set('filename', part.filename);
    }
  }
  return Object.fromEntries(form);
}

async function valueOf(part: Multipart, route: UploadRoute): Promise<unknown> {
  // The library's types promise a name; a part without one has none.
  if (!part.fieldname) throw fault('form', 'has a part without a name');
  if (part.type === 'file') {
    if (part.fieldname !== 'file') throw fault(part.fieldname, 'is not the field "file"');
    return part.toBuffer();
  }
  if (part.fieldnameTruncated) throw fault('form', 'has a field name that is too long');
  if (part.valueTruncated) throw new ProblemException('body-too-large', tooLarge(route));
  return part.value;
}

/** What is no JSON stays text, for the DTO to refuse. */
function fromJson(value: unknown): unknown {
  if (typeof value !== 'string' || value.length > MAX_JSON_LENGTH) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return value;
    throw error;
  }
}

const tooLarge = ({ what, maxFileBytes }: UploadRoute): string =>
  `${what} may have up to ${maxFileBytes} bytes.`;

const fault = (field: string, what: string): ProblemException =>
  invalidField(field, `${field} ${what}`);
