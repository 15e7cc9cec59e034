import multipart, { type Multipart } from '@fastify/multipart';
import { invalidField, ProblemException, type Environment } from '@nano-os/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { STRUCTURES_PATH } from '../structures-path';

/** More than the members of the upload's DTO. */
const MAX_FIELDS = 20;
const MAX_FIELD_NAME_BYTES = 100;

type Form = Record<string, unknown>;
type UploadLimits = Pick<Environment, 'MAX_STRUCTURE_BYTES' | 'MAX_BODY_BYTES'>;

/**
 * Lets the route that takes structures read forms: the body becomes the fields by name, with the
 * uploaded file as a buffer `file` and its name as `filename`. Empty fields, as browsers send them,
 * count as absent. Forms to other routes are refused.
 */
export async function registerStructureUpload(
  server: FastifyInstance,
  limits: UploadLimits,
): Promise<void> {
  await server.register(multipart, {
    limits: {
      fieldNameSize: MAX_FIELD_NAME_BYTES,
      // One more than is allowed, since what is cut off looks like what just fits.
      fieldSize: limits.MAX_STRUCTURE_BYTES + 1,
      fields: MAX_FIELDS,
      fileSize: limits.MAX_STRUCTURE_BYTES,
      files: 1,
      parts: MAX_FIELDS + 1,
    },
  });
  // No other route takes bodies of this size.
  server.addHook('onRoute', (route) => {
    if (route.url === STRUCTURES_PATH && route.method === 'POST') {
      route.bodyLimit = limits.MAX_BODY_BYTES;
    }
  });
  server.addHook('preValidation', async (request) => {
    if (!request.isMultipart() || request.is404) return;
    if (request.method !== 'POST' || request.routeOptions.url !== STRUCTURES_PATH) {
      throw new ProblemException('unsupported-media-type', 'Send application/json.');
    }
    try {
      request.body = await readForm(request, limits);
    } catch (error) {
      // The rest is read and dropped: a sender that is still sending would not see the answer.
      request.raw.unpipe();
      request.raw.resume();
      throw toProblem(error);
    }
  });
}

async function readForm(request: FastifyRequest, limits: UploadLimits): Promise<Form> {
  const form = new Map<string, unknown>();
  let size = 0;
  for await (const part of request.parts()) {
    const value = await valueOf(part, limits);
    size += Buffer.isBuffer(value) || typeof value === 'string' ? value.length : 0;
    if (size > limits.MAX_BODY_BYTES)
      throw new ProblemException('body-too-large', tooLarge(limits));
    if (value === '' && part.fieldname !== 'content') continue;
    if (form.has(part.fieldname)) throw fault(part.fieldname, 'is given twice');
    form.set(part.fieldname, value);
    if (part.type === 'file' && part.filename && !form.has('filename')) {
      form.set('filename', part.filename);
    }
  }
  return Object.fromEntries(form);
}

async function valueOf(part: Multipart, limits: UploadLimits): Promise<unknown> {
  // The library's types promise a name; a part without one has none.
  if (!part.fieldname) throw fault('form', 'has a part without a name');
  if (part.type === 'file') {
    if (part.fieldname !== 'file') throw fault(part.fieldname, 'is not the field "file"');
    return part.toBuffer();
  }
  if (part.fieldnameTruncated) throw fault('form', 'has a field name that is too long');
  if (part.valueTruncated) throw new ProblemException('body-too-large', tooLarge(limits));
  return part.value;
}

const tooLarge = ({ MAX_STRUCTURE_BYTES }: UploadLimits): string =>
  `A structure file may have up to ${MAX_STRUCTURE_BYTES} bytes.`;

const fault = (field: string, what: string): ProblemException =>
  invalidField(field, `${field} ${what}`);

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
