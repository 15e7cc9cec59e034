import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createNanoOsClient } from '../../libs/client/src';
import { createLogger, loadEnvironment, type Environment } from '@nano-os/common';
import { ChangeFeed } from '@nano-os/database';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApplication } from '../../apps/api/src/application';
import { createTestDatabase } from './database';
import { PATIENT } from './patience';

export const ADMIN = { email: 'admin@example.org', password: 'correct horse battery' };

type NanoOsClient = ReturnType<typeof createNanoOsClient>;

/** Someone signed in, with the generated client that speaks for him. */
export interface Actor {
  id: string;
  token: string;
  client: NanoOsClient;
}

/** The whole server in this process, listening, on a database of its own. */
export interface TestApp {
  url: string;
  app: NestFastifyApplication;
  environment: Environment;
  databaseUrl: string;
  anonymous: NanoOsClient;
  admin(): Promise<Actor>;
  /** Registers and signs in someone new. */
  user(): Promise<Actor>;
  /** A request as any program makes it, past the typed client. */
  request(method: string, path: string, options?: RawRequest): Promise<Response>;
  close(): Promise<void>;
}

export interface RawRequest {
  token?: string;
  json?: unknown;
  body?: string | FormData;
  headers?: Record<string, string>;
}

/** What a test app is made with; `database` lets a second process' worth of app join the first. */
export interface TestAppOptions {
  env?: NodeJS.ProcessEnv;
  databaseUrl?: string;
}

export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.databaseUrl === undefined ? await createTestDatabase() : undefined;
  const databaseUrl = options.databaseUrl ?? database?.url;
  const dataDir = mkdtempSync(join(tmpdir(), 'nano-os-app-'));
  const environment = loadEnvironment({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: databaseUrl,
    NANO_OS_DATA_DIR: dataDir,
    NANO_OS_ADMIN_EMAIL: ADMIN.email,
    NANO_OS_ADMIN_PASSWORD: ADMIN.password,
    // One signing key, so that tokens are good in every app of one test.
    JWT_SECRET: 'kJ8-only-for-tests-2f6b1c9d0e7a4853',
    SIGN_IN_LIMIT: '1000000',
    // Tests of calculations have a worker; others need none.
    JOB_CONCURRENCY: '0',
    // Tests say which models there are.
    NANO_OS_SHIPPED_MODELS: 'none',
    ...options.env,
  });
  const app = await createApplication(environment, createLogger(environment));
  app.get(ChangeFeed).timing = PATIENT;
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const anonymous = createNanoOsClient({ baseUrl: url });

  const signIn = async (email: string, password: string): Promise<Actor> => {
    const { data } = await anonymous.POST('/api/v1/auth/login', { body: { email, password } });
    const token = data!.access_token;
    const client = createNanoOsClient({ baseUrl: url, token });
    const me = await client.GET('/api/v1/auth/me');
    return { id: me.data!.id, token, client };
  };

  return {
    url,
    app,
    environment,
    databaseUrl: environment.DATABASE_URL!,
    anonymous,
    admin: () => signIn(ADMIN.email, ADMIN.password),
    user: async () => {
      const email = `${randomUUID()}@example.org`;
      const password = 'a password of some length';
      await anonymous.POST('/api/v1/auth/register', { body: { email, password } });
      return signIn(email, password);
    },
    request: (method, path, { token, json, body, headers } = {}) =>
      fetch(url + path, {
        method,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: json === undefined ? body : JSON.stringify(json),
      }),
    close: async () => {
      await app.close();
      rmSync(dataDir, { recursive: true, force: true });
      await database?.drop();
    },
  };
}
