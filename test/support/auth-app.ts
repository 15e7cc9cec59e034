import { Controller, Get } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { authEntities, AuthModule } from '@nano-os/auth';
import {
  ConfigurationModule,
  createValidationPipe,
  loadEnvironment,
  ProblemFilter,
  Public,
  Roles,
} from '@nano-os/common';
import { ChangeFeed, DatabaseModule } from '@nano-os/database';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withClient } from './database';
import { PATIENT } from './patience';

export const SECRET = 'kJ8-only-for-tests-2f6b1c9d0e7a4853';
export const ADMIN = { email: 'admin@example.org', password: 'correct horse battery' };

@Controller('probe')
class ProbeController {
  @Get('undeclared')
  undeclared(): string {
    return 'reached';
  }

  @Get('public')
  @Public()
  open(): string {
    return 'reached';
  }

  @Get('admin')
  @Roles('admin')
  admin(): string {
    return 'reached';
  }
}

export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

export interface Tokens {
  access_token: string;
  refresh_token: string;
}

export interface Sending {
  token?: string;
  key?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** The rooms up to auth on a real server and a real database. */
export class AuthApp {
  private constructor(
    readonly nest: NestFastifyApplication,
    private readonly url: string,
    private readonly dataDir: string,
  ) {}

  static async start(databaseUrl: string, env: NodeJS.ProcessEnv = {}): Promise<AuthApp> {
    const dataDir = mkdtempSync(join(tmpdir(), 'nano-os-auth-'));
    const environment = loadEnvironment({
      NODE_ENV: 'test',
      DATABASE_URL: databaseUrl,
      NANO_OS_DATA_DIR: dataDir,
      NANO_OS_ADMIN_EMAIL: ADMIN.email,
      NANO_OS_ADMIN_PASSWORD: ADMIN.password,
      JWT_SECRET: SECRET,
      SIGN_IN_LIMIT: '1000000',
      ...env,
    });
    const module = await Test.createTestingModule({
      imports: [
        ConfigurationModule.forRoot(environment),
        DatabaseModule.forRoot({ entities: authEntities, migrations: [] }),
        AuthModule,
      ],
      controllers: [ProbeController],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: createValidationPipe },
      ],
    }).compile();
    const nest = module.createNestApplication<NestFastifyApplication>(
      new FastifyAdapter({ trustProxy: environment.TRUST_PROXY }),
      { logger: false },
    );
    try {
      nest.get(ChangeFeed).timing = PATIENT;
      await nest.listen(0, '127.0.0.1');
    } catch (error) {
      await nest.close();
      throw error;
    }
    return new AuthApp(nest, await nest.getUrl(), dataDir);
  }

  async close(): Promise<void> {
    await this.nest.close();
    rmSync(this.dataDir, { recursive: true });
  }

  async send(method: string, path: string, sending: Sending = {}): Promise<Answer> {
    const { token, key, body, headers } = sending;
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(key === undefined ? {} : { 'x-api-key': key }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') ?? false;
    const parsed = json ? (JSON.parse(text) as Record<string, unknown>) : {};
    return { status: response.status, headers: response.headers, body: parsed };
  }

  /** The status of a request that signs in with a token. */
  async statusOf(path: string, token: string): Promise<number> {
    return (await this.send('GET', path, { token })).status;
  }

  async signIn(email: string, password: string): Promise<Tokens> {
    const { status, body } = await this.send('POST', '/api/v1/auth/login', {
      body: { email, password },
    });
    if (status !== 200) throw new Error(`Signing in as ${email} answered ${status}`);
    return body as unknown as Tokens;
  }

  /** Registers a user and signs him in. */
  async newUser(
    email: string,
    password = 'a long phrase of mine',
  ): Promise<Tokens & { id: string }> {
    const { body } = await this.send('POST', '/api/v1/auth/register', {
      body: { email, password },
    });
    return { ...(await this.signIn(email, password)), id: String(body.id) };
  }
}

/** From now on nobody is told of changes to a table: a process knows only of its own. */
export async function silence(url: string, table: 'users' | 'api_keys'): Promise<void> {
  await withClient(url, (client) => client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`));
}
