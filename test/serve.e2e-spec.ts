import { EmbeddedPostgres } from '@nano-os/database';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNanoOsClient } from '../libs/client/src';
import { SILICON_CIF } from './support/crystals';
import { serve, type Ending, type Served } from './support/served';

// A start makes a database cluster: seconds on a slow disk.
jest.setTimeout(300_000);

const ADMIN = { email: 'admin@example.org', password: 'correct horse battery' };
const ENV = { NANO_OS_ADMIN_EMAIL: ADMIN.email, NANO_OS_ADMIN_PASSWORD: ADMIN.password };

const onPosix = process.platform === 'win32' ? it.skip : it;

type NanoOsClient = ReturnType<typeof createNanoOsClient>;

async function signIn({ url }: Served): Promise<NanoOsClient> {
  const { data } = await createNanoOsClient({ baseUrl: url }).POST('/api/v1/auth/login', {
    body: ADMIN,
  });
  return createNanoOsClient({ baseUrl: url, token: data!.access_token });
}

describe('nano-os serve', () => {
  let directory: string;
  const running = new Set<Served>();

  const start = async (name: string, env: NodeJS.ProcessEnv = {}): Promise<Served> => {
    const served = await serve({ ...ENV, NANO_OS_DATA_DIR: join(directory, name), ...env });
    running.add(served);
    return served;
  };
  const end = (served: Served, signal: NodeJS.Signals): Promise<Ending> => {
    running.delete(served);
    return served.end(signal);
  };

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'nano-os serve '));
    // As root the database runs as another user, who has to get through.
    chmodSync(directory, 0o755);
  });
  afterEach(async () => {
    await Promise.all([...running].map((served) => end(served, 'SIGTERM')));
    rmSync(directory, { recursive: true, force: true });
  });

  it('starts from nothing, keeps what it is told, and ends cleanly on SIGTERM and Ctrl-C', async () => {
    const first = await start('data');
    const client = await signIn(first);
    const made = await client.POST('/api/v1/structures', { body: { content: SILICON_CIF } });
    expect(await end(first, 'SIGTERM')).toEqual({ code: 0, signal: null });
    const { running: left } = new EmbeddedPostgres({ dataDir: join(directory, 'data') }).status();
    expect(left).toBe(false);

    const second = await start('data');
    const again = await signIn(second);
    const { data } = await again.GET('/api/v1/structures/{id}', {
      params: { path: { id: made.data!.id } },
    });
    expect(data!.reduced_formula).toBe('Si');
    expect(await end(second, 'SIGINT')).toEqual({ code: 0, signal: null });
    expect(readdirSync(directory)).toEqual(['data']);
  });

  it('survives kill -9, of itself and of the database', async () => {
    const first = await start('data');
    const client = await signIn(first);
    const made = await client.POST('/api/v1/structures', { body: { content: SILICON_CIF } });
    const id = made.data!.id;
    await end(first, 'SIGKILL');

    const second = await start('data');
    const read = async (): Promise<number> => {
      const answer = await (
        await signIn(second)
      ).GET('/api/v1/structures/{id}', {
        params: { path: { id } },
      });
      return answer.response.status;
    };
    expect(await read()).toBe(200);
    const { pid } = new EmbeddedPostgres({ dataDir: join(directory, 'data') }).status();
    process.kill(pid!, 'SIGKILL');
    // The next process starts the database again; the API meanwhile answers 503, never 500.
    const answer = await fetch(`${second.url}/health/ready`);
    expect([200, 503]).toContain(answer.status);
    const third = await start('data');
    expect(
      (await (await signIn(third)).GET('/api/v1/structures/{id}', { params: { path: { id } } }))
        .response.status,
    ).toBe(200);
  });

  it('shares one database between two processes, and runs two data directories side by side', async () => {
    const [one, two, apart] = await Promise.all([start('a'), start('a'), start('b')]);
    const made = await (
      await signIn(one)
    ).POST('/api/v1/structures', {
      body: { content: SILICON_CIF },
    });
    const path = { id: made.data!.id };
    const ask = async (served: Served): Promise<number> =>
      (await (await signIn(served)).GET('/api/v1/structures/{id}', { params: { path } })).response
        .status;
    expect([await ask(one), await ask(two), await ask(apart)]).toEqual([200, 200, 404]);
    // The one that started the database leaves; the other goes on.
    await end(one, 'SIGTERM');
    expect(await ask(two)).toBe(200);
  });

  // An npm between the terminal and the server hands signals on, or ends without doing so.
  onPosix('ends cleanly when it is npm or npx that is told to', async () => {
    const env = { ...ENV, NANO_OS_DATA_DIR: join(directory, 'data') };
    const server = new EmbeddedPostgres({ dataDir: env.NANO_OS_DATA_DIR });
    for (const [signal, to, ...command] of [
      ['SIGTERM', 'process', 'npm', 'start'],
      ['SIGINT', 'group', 'npm', 'start'],
      ['SIGTERM', 'process', 'npx', 'nano-os', 'serve'],
    ] as [NodeJS.Signals, 'process' | 'group', string, ...string[]][]) {
      const served = await serve(env, command);
      expect(server.status().running).toBe(true);
      const { code } = await served.end(signal, to);
      expect(served.output()).toContain('"msg":"stopped"');
      expect(server.status()).toMatchObject({ running: false, clients: [] });
      if (command[0] === 'npm') expect(code).toBe(0);
    }
  });

  it('makes an administrator whose password is printed once, and keys that nobody else reads', async () => {
    const env = { NANO_OS_ADMIN_PASSWORD: '' };
    const first = await start('data', env);
    const printed = /password[^\n]*?:\s*(\S+)/i.exec(first.output())?.[1];
    expect(printed).toBeDefined();
    const login = await createNanoOsClient({ baseUrl: first.url }).POST('/api/v1/auth/login', {
      body: { email: ADMIN.email, password: printed! },
    });
    expect(login.response.status).toBe(200);
    expect(statSync(join(directory, 'data/keys/jwt.key')).mode & 0o077).toBe(0);
    await end(first, 'SIGTERM');
    const second = await start('data', env);
    expect(second.output()).not.toContain(printed!);
  });

  it('writes a line for each request, and no secret', async () => {
    const served = await start('data');
    const anonymous = createNanoOsClient({ baseUrl: served.url });
    const wrong = { ...ADMIN, password: 'not the password' };
    await anonymous.POST('/api/v1/auth/login', { body: wrong });
    const { data } = await anonymous.POST('/api/v1/auth/login', { body: ADMIN });
    const tokens = data!;
    const client = createNanoOsClient({ baseUrl: served.url, token: tokens.access_token });
    const made = await client.POST('/api/v1/auth/api-keys', { body: { name: 'screening' } });
    await fetch(`${served.url}/api/v1/auth/me`, { headers: { 'x-api-key': made.data!.key } });
    await fetch(`${served.url}/api/v1/auth/me?token=${tokens.access_token}`);
    const { refresh_token } = tokens;
    await anonymous.POST('/api/v1/auth/refresh', { body: { refresh_token } });
    await end(served, 'SIGTERM');

    const output = served.output();
    const requests = output
      .split('\n')
      .flatMap((line) => (line.includes('"route"') ? [JSON.parse(line) as object] : []));
    expect(requests).toEqual(
      [
        ['POST', '/api/v1/auth/login', 401],
        ['POST', '/api/v1/auth/login', 200],
        ['POST', '/api/v1/auth/api-keys', 201],
        ['GET', '/api/v1/auth/me', 200],
        ['GET', '/api/v1/auth/me', 401],
        ['POST', '/api/v1/auth/refresh', 200],
      ].map(
        ([method, route, status]) =>
          expect.objectContaining({
            method,
            route,
            status,
            request_id: expect.any(String) as string,
            duration_ms: expect.any(Number) as number,
          }) as object,
      ),
    );
    for (const secret of [
      ADMIN.password,
      wrong.password,
      tokens.access_token,
      refresh_token,
      made.data!.key,
    ]) {
      expect(output).not.toContain(secret);
    }
  });

  it('refuses a configuration that cannot work, naming each fault', async () => {
    await expect(serve({ PORT: 'eighty', JWT_SECRET: 'secret' })).rejects.toThrow(
      /JWT_SECRET[\s\S]*PORT|PORT[\s\S]*JWT_SECRET/,
    );
  });

  it('finishes a request in flight before it ends', async () => {
    const served = await start('data');
    const { data } = await createNanoOsClient({ baseUrl: served.url }).POST('/api/v1/auth/login', {
      body: ADMIN,
    });
    const body = JSON.stringify({ content: SILICON_CIF });
    const sent = request(`${served.url}/api/v1/structures`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${data!.access_token}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        expect: '100-continue',
      },
    });
    const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
    sent.flushHeaders();
    // The server has the request when it asks for the body.
    await once(sent, 'continue');
    const ended = end(served, 'SIGTERM');
    await refused(served.url);
    sent.end(body);
    const [answer] = await answered;
    answer.resume();
    expect(answer.statusCode).toBe(201);
    expect(await ended).toEqual({ code: 0, signal: null });
  });
});

/** Waits until the server takes no more connections. */
async function refused(url: string): Promise<void> {
  for (;;) {
    const isOpen = await fetch(`${url}/health/live`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (!isOpen) return;
  }
}
