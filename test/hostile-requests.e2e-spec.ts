import { MAX_JSON_VALUES, ORDINARY_BODY_BYTES } from '@nano-os/common';
import { connect } from 'node:net';
import { createTestApp, type Actor, type TestApp } from './support/app';
import { SILICON_CIF } from './support/crystals';

const LOGIN = '/api/v1/auth/login';
const STRUCTURES = '/api/v1/structures';
const PROBLEM = 'application/problem+json';

let app: TestApp;
let user: Actor;

beforeAll(async () => {
  app = await createTestApp();
  user = await app.user();
});
afterAll(() => app.close());

/** Sends bytes as they are and reads until the server hangs up. */
function sendRaw(text: string): Promise<string> {
  const { hostname, port } = new URL(app.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text, 'latin1'));
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => {
      resolve(answer);
    });
  });
}

const post = (path: string, body: string, actor: Actor | null = user): Promise<Response> =>
  app.request('POST', path, {
    token: actor?.token,
    body,
    headers: { 'content-type': 'application/json' },
  });

describe('what is no HTTP', () => {
  it.each([
    ['nothing like it', 'hello\r\n\r\n', 400, 'malformed-request'],
    ['an unknown method', 'FOO / HTTP/1.1\r\nhost: x\r\n\r\n', 400, 'malformed-request'],
    [
      'a NUL in the address',
      'GET /health/\0 HTTP/1.1\r\nhost: x\r\n\r\n',
      400,
      'malformed-request',
    ],
    [
      'two lengths',
      `POST ${LOGIN} HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}`,
      400,
      'malformed-request',
    ],
    [
      'a length and chunks',
      `POST ${LOGIN} HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n`,
      400,
      'malformed-request',
    ],
    [
      'headers without end',
      `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`,
      431,
      'headers-too-large',
    ],
  ])('is answered with problem details: %s', async (_, text, status, problem) => {
    const [head = '', body = ''] = (await sendRaw(text)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(head.toLowerCase()).toContain(`content-type: ${PROBLEM}`);
    expect(JSON.parse(body)).toMatchObject({ type: `urn:nano-os:problem:${problem}`, status });
  });

  it('may not take for ever to arrive', () => {
    const { requestTimeout, headersTimeout } = app.app.getHttpServer();
    for (const timeout of [requestTimeout, headersTimeout]) {
      expect(timeout).toBeGreaterThan(0);
      expect(timeout).toBeLessThanOrEqual(300_000);
    }
  });
});

describe('a body', () => {
  it.each([
    ['nothing', ''],
    ['no JSON', '{x'],
    ['JSON and more', '{} {}'],
    ['NaN', '{"email":NaN}'],
    ['a member __proto__', '{"__proto__":{"admin":true}}'],
    ['half a list', '['.repeat(10_000)],
  ])('that is %s cannot be read', async (_, body) => {
    for (const path of [LOGIN, STRUCTURES]) {
      const answer = await post(path, body);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toContain(PROBLEM);
      expect(await answer.json()).toMatchObject({ type: 'urn:nano-os:problem:malformed-body' });
    }
  });

  it('may hold only so many values', async () => {
    for (const filling of ['[],', '{},', '"a",', '0,']) {
      const body = `[${filling.repeat(MAX_JSON_VALUES)}1]`;
      const answer = await post(LOGIN, body, null);
      expect([filling, answer.status]).toEqual([filling, 400]);
      expect(await answer.text()).toContain(`more than ${MAX_JSON_VALUES} values`);
    }
  });

  it('may be large for an upload only', async () => {
    const large = JSON.stringify({ content: SILICON_CIF + ' '.repeat(ORDINARY_BODY_BYTES) });
    expect((await post(STRUCTURES, large)).status).toBe(201);
    for (const path of [LOGIN, '/api/v1/ml/properties', '/api/v1/simulations']) {
      const answer = await post(path, large);
      expect([path, answer.status]).toEqual([path, 413]);
      expect(await answer.json()).toMatchObject({ type: 'urn:nano-os:problem:body-too-large' });
    }
  });

  it('that is refused is still taken to its end, so that its sender sees why', async () => {
    const endless = JSON.stringify({ email: 'x'.repeat(20 * ORDINARY_BODY_BYTES) });
    for (let i = 0; i < 5; i++) {
      expect((await post(LOGIN, endless, null)).status).toBe(413);
      expect((await post(STRUCTURES, endless, null)).status).toBe(401);
    }
  });

  it('that is large is not even read of who is not signed in', async () => {
    const head = (more: string): string =>
      `POST ${STRUCTURES} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${more}\r\n`;
    // None of the announced bytes is ever sent.
    for (const more of [
      'content-length: 2000000\r\n',
      'transfer-encoding: chunked\r\n',
      'content-length: 2000000\r\nauthorization: Bearer x\r\n',
      `content-length: 2000000\r\nx-api-key: nano_00000000_${'a'.repeat(43)}\r\n`,
    ]) {
      const answer = await new Promise<string>((resolve, reject) => {
        const { hostname, port } = new URL(app.url);
        const socket = connect(Number(port), hostname, () => socket.write(head(more)));
        socket.on('error', reject);
        socket.once('data', (chunk) => {
          resolve(chunk.toString());
          socket.destroy();
        });
      });
      expect(answer).toMatch(/^HTTP\/1\.1 401 /);
      expect(answer).toContain(PROBLEM);
    }
  });
});

describe('an address', () => {
  it.each(['/api/v1/structures/%zz', '/api/v1/structures/%c3%28', '/api/v1/structures/%00'])(
    '%s is answered by 400',
    async (path) => {
      const answer = await app.request('GET', path, { token: user.token });
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toContain(PROBLEM);
    },
  );

  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'that is unknown is answered by 404 to %s',
    async (method) => {
      for (const path of ['/nowhere', '//api/v1/ml/models', '/API/V1/ml/models', '/docs/../x']) {
        const answer = await app.request(method, path, { token: user.token });
        expect(answer.status).toBe(404);
        expect(answer.headers.get('content-type')).toContain(PROBLEM);
      }
    },
  );

  it('is guarded for HEAD as it is for GET', async () => {
    expect((await app.request('HEAD', STRUCTURES)).status).toBe(401);
    expect((await app.request('HEAD', STRUCTURES, { token: user.token })).status).toBe(200);
  });

  it('takes no token', async () => {
    const path = `/api/v1/auth/me?access_token=${user.token}`;
    expect((await app.request('GET', path)).status).toBe(401);
  });
});
