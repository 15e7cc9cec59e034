import { createTestApp, type Actor, type TestApp } from './support/app';
import { SALT_POSCAR, SILICON_CIF, WATER_XYZ } from './support/crystals';
import { create, file, sendForm, STRUCTURES, type Problem } from './support/structures';

const MAX_BYTES = 3000;
const BOUNDARY = 'a-boundary-of-some-length';

let app: TestApp;
let user: Actor;

beforeAll(async () => {
  app = await createTestApp({
    env: { MAX_STRUCTURE_BYTES: String(MAX_BYTES), MAX_BODY_BYTES: '5000' },
  });
  user = await app.user();
});
afterAll(() => app.close());

/** A form as text, which `FormData` would not let be wrong. */
const sendRaw = (body: string, boundary = BOUNDARY, token = user.token): Promise<Response> =>
  app.request('POST', STRUCTURES, {
    token,
    body,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  });

const part = (name: string, value: string, more = ''): string =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;

const END = `--${BOUNDARY}--\r\n`;

describe('a form', () => {
  it('stores what the same content stores as JSON', async () => {
    const json = { content: SILICON_CIF, name: 'Silicon', visibility: 'public', format: 'cif' };
    const { content, ...others } = json;
    const sent = (await create(app, user, json)).body;
    const { status, body } = await sendForm(app, user, [
      ['file', file(content, 'silicon.cif')],
      ...Object.entries(others),
    ]);
    expect(status).toBe(201);
    expect(body).toEqual({ ...sent, id: body.id, created_at: body.created_at });
  });

  it('may hold its content as text, and fields in any order', async () => {
    const { status, body } = await sendForm(app, user, [
      ['name', 'salt'],
      ['content', SALT_POSCAR],
    ]);
    expect([status, body.name, body.formula]).toEqual([201, 'salt', 'Na4Cl4']);
  });

  it('takes empty fields, as browsers send them, for absent ones', async () => {
    const { status, body } = await sendForm(app, user, [
      ['name', ''],
      ['format', ''],
      ['visibility', ''],
      ['block', ''],
      ['file', file(SILICON_CIF, 'silicon.cif')],
    ]);
    expect([status, body.name, body.visibility]).toEqual([201, 'silicon', 'private']);
  });

  it('tells the format by the name of the file where the content does not', async () => {
    const bare = '2\n\nO 0 0 0\nO 0 0 1.21\n';
    const { status, body } = await sendForm(app, user, [['file', file(bare, 'oxygen.xyz')]]);
    expect([status, body.source_format]).toEqual([201, 'xyz']);
  });

  it('keeps bytes that are no UTF-8 from doing harm', async () => {
    const bytes = new Uint8Array([0xff, 0x00, 0xc3, 0x28, 0x0a]);
    const { status, body } = await sendForm<Problem>(app, user, [['file', file(bytes, 'x')]]);
    expect([status, body.type]).toEqual([422, 'urn:nano-os:problem:invalid-structure']);
  });

  it('chooses a block by its index', async () => {
    const two = `${SILICON_CIF}\n${SILICON_CIF.replace('data_silicon', 'data_second')}`;
    const { body } = await sendForm(app, user, [
      ['block', '1'],
      ['file', file(two, 'two.cif')],
    ]);
    expect(body.name).toBe('second');
  });

  it('is repeated safely with an Idempotency-Key', async () => {
    const send = (content: string): Promise<Response> =>
      app.request('POST', STRUCTURES, {
        token: user.token,
        body: part('file', content, '; filename="a.xyz"') + END,
        headers: {
          'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
          'idempotency-key': 'form-1',
        },
      });
    const first = await send(WATER_XYZ);
    expect(first.status).toBe(201);
    expect(await (await send(WATER_XYZ)).json()).toEqual(await first.json());
    expect((await send(SALT_POSCAR)).status).toBe(409);
  });
});

describe('a form is refused', () => {
  const salt = file(SALT_POSCAR, 'POSCAR');

  it.each<[string, [string, string | File][]]>([
    ['without a file', [['name', 'salt']]],
    [
      'with a file and content',
      [
        ['file', salt],
        ['content', SALT_POSCAR],
      ],
    ],
    [
      'with two files',
      [
        ['file', salt],
        ['file', salt],
      ],
    ],
    ['with a file in another field', [['structure', salt]]],
    [
      'with a field given twice',
      [
        ['name', 'a'],
        ['name', 'b'],
        ['file', salt],
      ],
    ],
    ['with text for the file', [['file', SALT_POSCAR]]],
    [
      'with an unknown format',
      [
        ['format', 'pdb'],
        ['file', salt],
      ],
    ],
    [
      'with a name of two lines',
      [
        ['name', 'a\nb'],
        ['file', salt],
      ],
    ],
    [
      'with a reserved name',
      [
        ['__proto__', 'x'],
        ['file', salt],
      ],
    ],
    ['with too many fields', Array.from({ length: 40 }, (_, i) => [`f${i}`, 'x'])],
  ])('%s: 400', async (_, fields) => {
    const { status, type, body } = await sendForm<Problem>(app, user, fields);
    expect([status, type.split(';')[0]]).toEqual([400, 'application/problem+json']);
    expect(body.detail).not.toBe('');
  });

  it.each<[string, string, string]>([
    ['that ends early', part('name', 'a').slice(0, -10), BOUNDARY],
    [
      'that ends within the file',
      part('file', SALT_POSCAR, '; filename="a"').slice(0, -40),
      BOUNDARY,
    ],
    ['of another boundary', part('name', 'a') + END, 'another'],
    ['of nothing', '', BOUNDARY],
    ['of an empty part', `--${BOUNDARY}\r\n\r\n\r\n${END}`, BOUNDARY],
    [
      'of a file without a name',
      `--${BOUNDARY}\r\nContent-Disposition: form-data; filename="a"\r\n\r\nx\r\n${END}`,
      BOUNDARY,
    ],
    [
      'of JSON that is none',
      part('name', '{', '\r\nContent-Type: application/json') + END,
      BOUNDARY,
    ],
  ])('%s: 400', async (_, body, boundary) => {
    const answer = await sendRaw(body, boundary);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const { errors = [] } = (await answer.json()) as { errors?: { field: unknown }[] };
    for (const { field } of errors) expect(typeof field).toBe('string');
  });

  it('without a boundary: 400', async () => {
    const headers = { 'content-type': 'multipart/form-data' };
    const answer = await app.request('POST', STRUCTURES, { token: user.token, body: 'x', headers });
    expect(answer.status).toBe(400);
  });

  it('that is too large, in the file, in a field or in all: 413', async () => {
    const long = 'x'.repeat(MAX_BYTES + 10);
    for (const fields of [
      [['file', file(long, 'a.cif')]],
      [['content', long]],
      [['name', long]],
      [
        ['a', long.slice(1)],
        ['file', file(long.slice(1), 'a.cif')],
      ],
    ] as [string, string | File][][]) {
      const { status, body } = await sendForm<Problem>(app, user, fields);
      expect([status, body.type]).toEqual([413, 'urn:nano-os:problem:body-too-large']);
    }
  });

  it('that takes just what is allowed is read', async () => {
    const content = SALT_POSCAR + ' '.repeat(MAX_BYTES - SALT_POSCAR.length);
    const { status } = await sendForm(app, user, [['file', file(content, 'POSCAR')]]);
    expect(status).toBe(201);
  });

  it('by every other route: 415', async () => {
    for (const path of ['/api/v1/simulations', '/api/v1/auth/login', '/api/v1/ml/properties']) {
      const { status, body } = await sendForm<Problem>(app, user, [['name', 'a']], path);
      expect([status, body.type]).toEqual([415, 'urn:nano-os:problem:unsupported-media-type']);
    }
    expect((await sendForm(app, user, [['name', 'a']], '/api/v1/nowhere')).status).toBe(404);
  });

  it('from nobody: 401', async () => {
    expect((await sendForm(app, null, [['file', salt]])).status).toBe(401);
  });

  it('and the connection goes on', async () => {
    for (let i = 0; i < 5; i++) {
      const large = file('x'.repeat(2_000_000), 'a.cif');
      expect((await sendForm(app, user, [['file', large]])).status).toBe(413);
      expect((await create(app, user, { content: WATER_XYZ })).status).toBe(201);
    }
  });
});

it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded'])(
  '%s is answered by 415',
  async (type) => {
    const headers = { 'content-type': type };
    const answer = await app.request('POST', STRUCTURES, { token: user.token, body: 'a', headers });
    expect(answer.status).toBe(415);
  },
);
