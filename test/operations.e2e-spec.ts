import { createTestApp, type TestApp, type TestAppOptions } from './support/app';
import { document } from './support/openapi';

describe('what operators see', () => {
  const apps: TestApp[] = [];
  const start = async (options?: TestAppOptions): Promise<TestApp> => {
    const app = await createTestApp(options);
    apps.push(app);
    return app;
  };
  let app: TestApp;

  beforeAll(async () => {
    app = await start();
  });
  afterAll(() => Promise.all(apps.map((each) => each.close())));

  it.each(['live', 'ready'])('is that it is %s', async (what) => {
    const answer = await app.request('GET', `/health/${what}`);
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('is how long requests took, by route and not by address', async () => {
    const id = '3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11';
    await app.request('GET', `/api/v1/structures/${id}?secret=hunter2`);
    await app.request('GET', '/nowhere/hunter2');
    const answer = await app.request('GET', '/metrics');
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=/);
    const text = await answer.text();
    expect(text).toMatch(
      /^nano_os_http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/structures\/:id",status="401"\} \d+$/m,
    );
    expect(text).toMatch(/route="unmatched",status="404"/);
    expect(text).toMatch(/^nano_os_process_cpu_seconds_total /m);
    expect(text).not.toContain(id);
    expect(text).not.toContain('hunter2');
  });

  it('is hidden behind METRICS_TOKEN where one is set', async () => {
    const METRICS_TOKEN = 'a token for the one who scrapes';
    const guarded = await start({ env: { METRICS_TOKEN }, databaseUrl: app.databaseUrl });
    const ask = async (token?: string): Promise<number> =>
      (await guarded.request('GET', '/metrics', { token })).status;
    expect([await ask(), await ask('another'), await ask(METRICS_TOKEN)]).toEqual([401, 401, 200]);
  });

  it('is the document of the routes, with a page to try them', async () => {
    const answer = await app.request('GET', '/openapi.json');
    expect(answer.headers.get('content-type')).toContain('application/json');
    // The rest of it is compared by `npm run check`.
    expect(await answer.json()).toMatchObject({ openapi: document.openapi, info: document.info });
    const page = await app.request('GET', '/docs');
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html') as string,
    ]);
    const bare = await start({ env: { OPENAPI_UI: 'false' }, databaseUrl: app.databaseUrl });
    expect((await bare.request('GET', '/docs')).status).toBe(404);
    expect((await bare.request('GET', '/openapi.json')).status).toBe(200);
  });

  it.each([
    ['GET', '/api/v1/ml/models', 401],
    ['GET', '/health/ready', 200],
    ['GET', '/nowhere', 404],
  ])('is of no use to a cache between: %s %s', async (method, path, status) => {
    const answer = await app.request(method, path);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([status, 'no-store']);
  });

  it('is one id for request, answer and log, which a caller may choose', async () => {
    const idOf = async (given?: string): Promise<string | null> => {
      const headers = given === undefined ? undefined : { 'x-request-id': given };
      const answer = await app.request('GET', '/nowhere', { headers });
      const { request_id } = (await answer.json()) as { request_id: string };
      expect(answer.headers.get('x-request-id')).toBe(request_id);
      return request_id;
    };
    expect(await idOf('screening-17')).toBe('screening-17');
    expect(await idOf()).toMatch(/^[0-9a-f-]{36}$/);
    for (const strange of ['a b', '"x"', 'ü', 'x'.repeat(129)]) {
      expect(await idOf(strange)).not.toBe(strange);
    }
  });

  it('lets browsers in from the origins of CORS_ORIGINS only', async () => {
    const origin = 'https://lab.example.org';
    const allowed = await start({
      env: { CORS_ORIGINS: `https://a.example.org, ${origin}` },
      databaseUrl: app.databaseUrl,
    });
    const ask = async (of: TestApp, from: string): Promise<string | null> => {
      const answer = await of.request('GET', '/health/live', { headers: { origin: from } });
      return answer.headers.get('access-control-allow-origin');
    };
    expect(await ask(allowed, origin)).toBe(origin);
    expect(await ask(allowed, 'https://evil.example.org')).toBeNull();
    expect(await ask(app, origin)).toBeNull();
    const preflight = await allowed.request('OPTIONS', '/api/v1/structures', {
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
  });
});
