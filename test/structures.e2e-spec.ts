import { Sql } from '@nano-os/database';
import { createTestApp, type Actor, type TestApp } from './support/app';
import { SALT_POSCAR, SILICON_CIF, WATER_XYZ } from './support/crystals';
import { create, read, STRUCTURES, type Problem, type Structure } from './support/structures';

let app: TestApp;
let user: Actor;

beforeAll(async () => {
  app = await createTestApp();
  user = await app.user();
});
afterAll(() => app.close());

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HASH = /^[0-9a-f]{64}$/;

/** Rounding of the last digits of a product of three lengths. */
const close = (value: number | null): unknown => value && expect.closeTo(value, 9);

describe('a structure', () => {
  it('is answered with all its parts', async () => {
    const { status, body } = await create(app, user, { content: SALT_POSCAR });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(UUID) as unknown,
      name: 'NaCl',
      formula: 'Na4Cl4',
      reduced_formula: 'NaCl',
      elements: ['Cl', 'Na'],
      num_atoms: 8,
      volume: close(5.64 ** 3),
      // Four units of 58.443 g/mol (CRC Handbook, 97th ed.) in the cell.
      density: expect.closeTo((4 * 58.443) / 6.02214076e23 / (5.64 ** 3 * 1e-24), 3) as unknown,
      dimensionality: 3,
      space_group: { number: 225, symbol: 'Fm-3m' },
      lattice: [
        [5.64, 0, 0],
        [0, 5.64, 0],
        [0, 0, 5.64],
      ],
      species: ['Na', 'Na', 'Na', 'Na', 'Cl', 'Cl', 'Cl', 'Cl'],
      frac_coords: [
        [0, 0, 0],
        [0, 0.5, 0.5],
        [0.5, 0, 0.5],
        [0.5, 0.5, 0],
        [0.5, 0.5, 0.5],
        [0.5, 0, 0],
        [0, 0.5, 0],
        [0, 0, 0.5],
      ],
      cart_coords: [
        [0, 0, 0],
        [0, 2.82, 2.82],
        [2.82, 0, 2.82],
        [2.82, 2.82, 0],
        [2.82, 2.82, 2.82],
        [2.82, 0, 0],
        [0, 2.82, 0],
        [0, 0, 2.82],
      ],
      content_hash: expect.stringMatching(HASH) as unknown,
      visibility: 'private',
      owner_id: user.id,
      parent_id: null,
      source_format: 'poscar',
      notes: [],
      created_at: expect.any(String) as unknown,
    });
    expect(new Date(body.created_at).toISOString()).toBe(body.created_at);
  });

  it('is read back as it was answered, from memory and from the table', async () => {
    const { body } = await create(app, user, { content: SILICON_CIF });
    expect((await read(app, user, `/${body.id}`)).body).toEqual(body);
    expect((await read(app, user, `/${body.id.toUpperCase()}`)).body).toEqual(body);
    const elsewhere = await createTestApp({ databaseUrl: app.databaseUrl });
    expect((await read(elsewhere, user, `/${body.id}`)).body).toEqual(body);
    await elsewhere.close();
  });

  it('has the symmetry of its file applied', async () => {
    const { body } = await create(app, user, { content: SILICON_CIF });
    expect(body).toMatchObject({
      name: 'silicon',
      formula: 'Si8',
      reduced_formula: 'Si',
      space_group: { number: 227, symbol: 'Fd-3m' },
      source_format: 'cif',
      // g/cm³, as measured (CRC Handbook).
      density: expect.closeTo(2.329, 2) as unknown,
    });
  });

  it('is a molecule without a lattice', async () => {
    const { status, body } = await create(app, user, { content: WATER_XYZ });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      formula: 'H2O',
      num_atoms: 3,
      dimensionality: 0,
      volume: null,
      density: null,
      lattice: null,
      frac_coords: null,
      space_group: null,
      species: ['O', 'H', 'H'],
      cart_coords: [
        [0, 0, 0.117],
        [0, 0.757, -0.471],
        [0, -0.757, -0.471],
      ],
      source_format: 'xyz',
    });
    expect((await read(app, user, `/${body.id}`)).body).toEqual(body);
  });

  it('comes in the JSON of pymatgen', async () => {
    const content = JSON.stringify({
      '@class': 'Structure',
      lattice: {
        matrix: [
          [3.352, 0, 0],
          [0, 3.352, 0],
          [0, 0, 3.352],
        ],
      },
      sites: [{ species: [{ element: 'Po', occu: 1 }], abc: [0, 0, 0] }],
    });
    const { status, body } = await create(app, user, { content });
    expect(status).toBe(201);
    expect(body).toMatchObject({ formula: 'Po', source_format: 'json', num_atoms: 1 });
  });

  it('has the same hash in another order of sites, also moved by whole cells', async () => {
    const content = ['NaCl', '5.64', '1 0 0', '0 1 0', '0 0 1', 'Cl Na', '4 4', 'Direct']
      .concat('0.5 0.5 -0.5', '-0.5 0 0', '0 0.5 1', '0 2 0.5')
      .concat('0.5 0.5 0', '1 0 0', '0.5 0 0.5', '0 0.5 0.5')
      .join('\n');
    const { body } = await create(app, user, { content });
    const { body: salt } = await create(app, user, { content: SALT_POSCAR });
    expect(body.content_hash).toBe(salt.content_hash);
    const other = SALT_POSCAR.replaceAll('5.640', '5.650');
    expect((await create(app, user, { content: other })).body.content_hash).not.toBe(
      salt.content_hash,
    );
  });
});

describe('what the sender may say', () => {
  it('is a name, a visibility and a format', async () => {
    const { body } = await create(app, user, {
      content: SILICON_CIF,
      name: 'Silizium, ≥ 99 %',
      visibility: 'public',
      format: 'cif',
    });
    expect(body).toMatchObject({ name: 'Silizium, ≥ 99 %', visibility: 'public' });
  });

  it('is the block of a CIF, by name or index', async () => {
    const content = `${SILICON_CIF}\n${SILICON_CIF.replace('data_silicon', 'data_second')}`;
    for (const block of ['second', 1, '1']) {
      const { body } = await create(app, user, { content, block });
      expect(body.name).toBe('second');
    }
    expect((await create(app, user, { content })).body.name).toBe('silicon');
    const { status, body } = await create<Problem>(app, user, { content, block: 'third' });
    expect([status, body.code]).toEqual([422, 'no-such-block']);
  });

  it('is left to the file when absent, whatever the file calls itself', async () => {
    const strange = SALT_POSCAR.replace('NaCl', `a\0b\u2028${'n'.repeat(300)}`);
    const { status, body } = await create(app, user, { content: strange, format: 'poscar' });
    expect(status).toBe(201);
    expect(body.name).toMatch(/^a b n+$/);
    expect(body.name).toHaveLength(200);
    const nameless = await create(app, user, { content: SALT_POSCAR.replace('NaCl', '  ') });
    expect(nameless.body.name).toBe('Na4Cl4');
  });

  it.each<[string, Record<string, unknown>]>([
    ['no content', {}],
    ['content that is a number', { content: 7 }],
    ['content that is null', { content: null }],
    ['content that is a list', { content: ['Si'] }],
    ['a file in JSON', { file: 'Si 0 0 0' }],
    ['a file like a buffer in JSON', { file: { type: 'Buffer', data: [65] } }],
    ['an unknown format', { content: SILICON_CIF, format: 'pdb' }],
    ['a format that is null', { content: SILICON_CIF, format: null }],
    ['an unknown visibility', { content: SILICON_CIF, visibility: 'secret' }],
    ['an empty name', { content: SILICON_CIF, name: '' }],
    ['a long name', { content: SILICON_CIF, name: 'n'.repeat(201) }],
    ['a name of two lines', { content: SILICON_CIF, name: 'a\nb' }],
    ['a name with NUL', { content: SILICON_CIF, name: 'a\0b' }],
    ['a name with half a pair', { content: SILICON_CIF, name: 'a\ud800' }],
    ['a name that is a list', { content: SILICON_CIF, name: ['a'] }],
    ['a block below 0', { content: SILICON_CIF, block: -1 }],
    ['a block between two', { content: SILICON_CIF, block: 0.5 }],
    ['a block that is a list', { content: SILICON_CIF, block: ['silicon'] }],
    ['a long file name', { content: SILICON_CIF, filename: 'f'.repeat(256) }],
  ])('is refused with 400 when it is %s', async (_, json) => {
    const { status, type, body } = await create<Problem>(app, user, json);
    expect([status, type.split(';')[0]]).toEqual([400, 'application/problem+json']);
    expect(body.type).toMatch(/^urn:nano-os:problem:(invalid-request|malformed-body)$/);
  });
});

it.each(['content', 'file', 'name'])('refuses a deep list for %s with 400', async (member) => {
  // As text: JSON.stringify itself runs out of stack.
  const body = `{"${member}":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  const headers = { 'content-type': 'application/json' };
  const answer = await app.request('POST', STRUCTURES, { token: user.token, headers, body });
  expect(answer.status).toBe(400);
});

describe('a file that cannot be read', () => {
  it.each<[string, string, Partial<Problem>]>([
    ['empty', '', { code: 'empty' }],
    ['blank', ' \n ', { code: 'empty' }],
    ['nothing known', 'It was a dark and stormy night', { code: 'unknown-format' }],
    ['of zeros', '\0\0\0\0', {}],
    ['of half pairs', '\ud800\udfff\ud800', {}],
    ['of an unknown element', SALT_POSCAR.replace('Na Cl', 'Na Xy'), { code: 'unknown-element' }],
    ['cut off', SALT_POSCAR.split('\n').slice(0, 12).join('\n'), {}],
    ['of bad numbers', WATER_XYZ.replace('0.117', '0.1x7'), { line: 3 }],
    [
      'of atoms in one place',
      SALT_POSCAR.replace('0.5 0.5 0.5', '0 0 0'),
      { code: 'sites-too-close' },
    ],
    ['flat', SALT_POSCAR.replace('0 0 5.640', '0 5.640 0'), { code: 'bad-lattice' }],
    ['of deep JSON', '['.repeat(100_000), {}],
  ])('is answered by 422 when it is %s', async (_, content, expected) => {
    const { status, type, body } = await create<Problem>(app, user, { content });
    expect([status, type.split(';')[0]]).toEqual([422, 'application/problem+json']);
    expect(body).toMatchObject({ type: 'urn:nano-os:problem:invalid-structure', ...expected });
    expect(body.detail).not.toBe('');
  });
});

describe('limits', () => {
  let small: TestApp;
  let owner: Actor;

  beforeAll(async () => {
    small = await createTestApp({
      env: { MAX_STRUCTURE_BYTES: '2000', MAX_STRUCTURE_SITES: '8', MAX_BODY_BYTES: '4000' },
    });
    owner = await small.user();
  });
  afterAll(() => small.close());

  it('hold for the number of sites', async () => {
    expect((await create(small, owner, { content: SALT_POSCAR })).status).toBe(201);
    const nine = `${SALT_POSCAR.replace('4 4', '4 5')}0.25 0.25 0.25\n`;
    const { status, body } = await create<Problem>(small, owner, { content: nine });
    expect([status, body.code]).toEqual([422, 'too-many-sites']);
  });

  it('hold for the size of the file, in bytes', async () => {
    const pad = (length: number, filling = '#'): string => SALT_POSCAR + filling.repeat(length);
    const room = 2000 - SALT_POSCAR.length;
    expect((await create(small, owner, { content: pad(room, ' ') })).status).toBe(201);
    for (const content of [pad(room + 1), pad(room / 2 + 1, 'ü')]) {
      const { status, body } = await create<Problem>(small, owner, { content });
      expect([status, body.type]).toEqual([413, 'urn:nano-os:problem:body-too-large']);
    }
  });

  it('hold for the body', async () => {
    const { status } = await create<Problem>(small, owner, { content: 'x'.repeat(5000) });
    expect(status).toBe(413);
  });
});

it('is stored for its owner alone, unless it is public', async () => {
  const [other, admin] = await Promise.all([app.user(), app.admin()]);
  const hidden = (await create(app, user, { content: SILICON_CIF })).body;
  const open = (await create(app, user, { content: SILICON_CIF, visibility: 'public' })).body;
  const statuses = async ({ id }: Structure): Promise<number[]> =>
    Promise.all(
      [user, other, admin, null].map(async (actor) => (await read(app, actor, `/${id}`)).status),
    );
  expect(await statuses(hidden)).toEqual([200, 404, 200, 401]);
  expect(await statuses(open)).toEqual([200, 200, 200, 401]);
});

it('is read without asking the database once it is known', async () => {
  const { id } = (await create(app, user, { content: SILICON_CIF })).body;
  await read(app, user, `/${id}`);
  const query = jest.spyOn(app.app.get(Sql), 'query');
  expect((await read(app, user, `/${id}`)).status).toBe(200);
  expect(query).not.toHaveBeenCalled();
  query.mockRestore();
});
