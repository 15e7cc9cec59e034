import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { Environment } from '@nano-os/common';

const DESCRIPTION = `Predicts properties of crystals from their structure.

Sign in at \`/api/v1/auth/login\` and send the access token as a bearer token, or make an API key
and send it as \`X-API-Key\`. Errors are problem details (RFC 9457) whose \`type\` is stable.
Numbers are in eV, eV/atom, Å, GPa and their products, as each schema says.`;

/** The OpenAPI document of the application's routes. */
export function createDocument(app: INestApplication): OpenAPIObject {
  const outline = new DocumentBuilder()
    .setTitle('NANO-OS')
    .setDescription(DESCRIPTION)
    .setVersion('1.0.0')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key' }, 'api-key')
    .build();
  return SwaggerModule.createDocument(app, outline);
}

/** Serves the document at /openapi.json and, where configured, a page to try it at /docs. */
export function serveDocumentation(app: INestApplication, { OPENAPI_UI }: Environment): void {
  SwaggerModule.setup('docs', app, () => createDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    ui: OPENAPI_UI,
    raw: ['json'],
  });
}
