import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadEnvironment } from '@nano-os/common';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import { AppModule } from '../../apps/api/src/app.module';
import { createDocument } from '../../apps/api/src/documentation';

/** The repository, seen from where this file runs: compiled, in `dist/tools/openapi`. */
export const ROOT = join(__dirname, '../../..');
export const DOCUMENT_PATH = join(ROOT, 'openapi.json');
export const CLIENT_PATH = join(ROOT, 'libs/client/src/schema.ts');

/** The OpenAPI document of the code as it is; nothing is started for it. */
export async function generateDocument(): Promise<string> {
  const environment = loadEnvironment({ NANO_OS_DATA_DIR: join(tmpdir(), 'nano-os-openapi') });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(environment),
    new FastifyAdapter(),
    // A preview makes the routes known without making their providers.
    { preview: true, logger: ['error', 'fatal'], abortOnError: false },
  );
  return `${JSON.stringify(createDocument(app), null, 2)}\n`;
}

/** The TypeScript types of a client, from the document. */
export async function generateClient(document: string): Promise<string> {
  const types = astToString(
    await openapiTS(document, { alphabetize: false, defaultNonNullable: false }),
  );
  const options = await resolveConfig(CLIENT_PATH);
  const notice = '// Generated from openapi.json by `npm run openapi`; not edited by hand.\n\n';
  return format(notice + types, { ...options, parser: 'typescript' });
}
