import { randomUUID } from 'node:crypto';
import { createTestApp, type Actor, type TestApp } from './support/app';
import { SALT_POSCAR, SILICON_CIF } from './support/crystals';
import { call, upload, type Answer } from './support/ml';
import type { Problem } from './support/structures';

const SIMULATIONS = '/api/v1/simulations';

interface Simulation {
  id: string;
  structure_id: string;
  code: string;
  method: string;
  summary: Record<string, number>;
  units: Record<string, string> | null;
  owner_id: string;
  created_at: string;
}

interface Page {
  items: Simulation[];
  total: number;
  limit: number;
  offset: number;
}

let app: TestApp;
let user: Actor;
let other: Actor;
let admin: Actor;
let hidden: string;
let open: string;

beforeAll(async () => {
  app = await createTestApp();
  [user, other, admin] = await Promise.all([app.user(), app.user(), app.admin()]);
  hidden = await upload(app, user, SILICON_CIF);
  open = await upload(app, user, SALT_POSCAR, { visibility: 'public' });
});
afterAll(() => app.close());

const describing = (more: object = {}): object => ({
  structure_id: hidden,
  code: 'VASP',
  method: 'HSE06',
  summary: { bandgap: 1.15, formation_energy: 0, bulk_modulus: 97.8 },
  ...more,
});

const add = <Body = Simulation>(actor: Actor | null, body: unknown): Promise<Answer<Body>> =>
  call<Body>(app, actor, 'POST', SIMULATIONS, body);

const statusOf = async (method: string, actor: Actor | null, id: string): Promise<number> =>
  (await call(app, actor, method, `${SIMULATIONS}/${id}`)).status;

describe('a simulation', () => {
  it('is answered with all its parts, and read back the same', async () => {
    const units = { bandgap: 'eV', formation_energy: 'eV/atom', bulk_modulus: 'GPa' };
    const { status, body } = await add(user, describing({ units }));
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      structure_id: hidden,
      code: 'VASP',
      method: 'HSE06',
      summary: { bandgap: 1.15, formation_energy: 0, bulk_modulus: 97.8 },
      units,
      owner_id: user.id,
      created_at: expect.any(String) as unknown,
    });
    const read = await call(app, user, 'GET', `${SIMULATIONS}/${body.id.toUpperCase()}`);
    expect(read).toMatchObject({ status: 200, body });
  });

  it('keeps every number to the last digit, and names that objects have by themselves', async () => {
    const summary = {
      third: 1 / 3,
      largest: Number.MAX_VALUE,
      smallest: 5e-324,
      minus: -1e-300,
      toString: 1,
      hasOwnProperty: 3,
      'a.b-c_d1': 4,
    };
    const { status, body } = await add(user, describing({ summary }));
    expect(status).toBe(201);
    const read = await call<Simulation>(app, user, 'GET', `${SIMULATIONS}/${body.id}`);
    expect({ ...read.body.summary }).toEqual(summary);
    expect({ ...body.summary }).toEqual(summary);
  });

  it('has a hundred properties at most', async () => {
    const summaryOf = (n: number): object =>
      Object.fromEntries(Array.from({ length: n }, (_, i) => [`p${i}`, i]));
    expect((await add(user, describing({ summary: summaryOf(100) }))).status).toBe(201);
    expect((await add(user, describing({ summary: summaryOf(101) }))).status).toBe(400);
  });

  it.each<[string, object]>([
    ['no structure', { structure_id: undefined }],
    ['an id that is none', { structure_id: 'silicon' }],
    ['no code', { code: undefined }],
    ['an empty code', { code: '' }],
    ['a blank code', { code: '  ' }],
    ['a long code', { code: 'c'.repeat(101) }],
    ['a code of two lines', { code: 'VA\nSP' }],
    ['a code with NUL', { code: 'VA\0SP' }],
    ['no method', { method: undefined }],
    ['a number for a method', { method: 6 }],
    ['a long method', { method: 'm'.repeat(201) }],
    ['no summary', { summary: undefined }],
    ['an empty summary', { summary: {} }],
    ['a list for a summary', { summary: [1] }],
    ['null for a summary', { summary: null }],
    ['text for a number', { summary: { bandgap: '1.1' } }],
    ['null for a number', { summary: { bandgap: null } }],
    ['true for a number', { summary: { bandgap: true } }],
    ['a list for a number', { summary: { bandgap: [1] } }],
    ['an empty name', { summary: { '': 1 } }],
    ['a name with a blank', { summary: { 'band gap': 1 } }],
    ['a name that begins with a digit', { summary: { '1st': 1 } }],
    ['a long name', { summary: { ['n'.repeat(65)]: 1 } }],
    ['a name with NUL', { summary: { 'a\0': 1 } }],
    ['units that are a list', { units: ['eV'] }],
    ['a unit that is a number', { units: { bandgap: 1 } }],
    ['an empty unit', { units: { bandgap: '' } }],
    ['a long unit', { units: { bandgap: 'e'.repeat(51) } }],
    ['a unit of nothing in summary', { units: { gap: 'eV' } }],
    ['a unit of what all objects have', { units: { toString: 'eV' } }],
  ])('is refused with 400 when it has %s', async (_, more) => {
    const { status, type, body } = await add<Problem>(user, describing(more));
    expect([status, type.split(';')[0]]).toEqual([400, 'application/problem+json']);
    expect(body.type).toBe('urn:nano-os:problem:invalid-request');
  });

  it.each(['1e999', '-1e999'])('is refused with 400 when it has the number %s', async (number) => {
    const body = JSON.stringify(describing({ summary: { bandgap: 0.5 } })).replace('0.5', number);
    const headers = { 'content-type': 'application/json' };
    const answer = await app.request('POST', SIMULATIONS, { token: user.token, body, headers });
    expect(answer.status).toBe(400);
  });

  it('is refused with 400 when a name is __proto__', async () => {
    const body = JSON.stringify(describing()).replace('bulk_modulus', '__proto__');
    const headers = { 'content-type': 'application/json' };
    const answer = await app.request('POST', SIMULATIONS, { token: user.token, body, headers });
    expect(answer.status).toBe(400);
  });
});

describe('units', () => {
  it.each([
    ['bandgap', 'eV'],
    ['band_gap', 'ev'],
    ['gap', 'electronvolt'],
    ['formation_energy', 'eV / atom'],
    ['formation_e', 'eV per atom'],
    ['energy', 'eV·atom⁻¹'],
    ['bulk_modulus', 'GPa'],
    ['shear_modulus', 'gigapascal'],
    ['dielectric', '1'],
    ['stability_score', 'dimensionless'],
    ['stability', '1'],
    ['lattice_constant', 'furlong'],
  ])('of %s may be %s', async (name, unit) => {
    const more = { summary: { [name]: 1 }, units: { [name]: unit } };
    const { status, body } = await add(user, describing(more));
    expect([status, body.units]).toEqual([201, { [name]: unit }]);
  });

  it.each([
    ['bandgap', 'meV', 'eV'],
    ['gap', 'Hartree', 'eV'],
    ['formation_energy', 'eV', 'eV/atom'],
    ['formation_energy', 'kJ/mol', 'eV/atom'],
    ['energy', 'meV/atom', 'eV/atom'],
    ['bulk_modulus', 'kbar', 'GPa'],
    ['bulk_modulus', 'Mbar', 'GPa'],
    ['shear_modulus', 'MPa', 'GPa'],
    ['dielectric', 'F/m', '1'],
    ['stability', '%', '1'],
  ])('of %s may not be %s', async (name, unit, expected) => {
    const more = { summary: { [name]: 1 }, units: { [name]: unit } };
    const { status, body } = await add<Problem>(user, describing(more));
    expect([status, body.type]).toEqual([422, 'urn:nano-os:problem:unprocessable']);
    for (const word of [name, unit, expected]) expect(body.detail).toContain(word);
  });

  it('may be left out, in part or altogether', async () => {
    expect((await add(user, describing({ units: null }))).body.units).toBeNull();
    expect((await add(user, describing())).body.units).toBeNull();
    const some = { units: { bandgap: 'eV' } };
    expect((await add(user, describing(some))).body.units).toEqual({ bandgap: 'eV' });
    expect((await add(user, describing({ units: {} }))).body.units).toEqual({});
  });
});

describe('access', () => {
  it('to a simulation is that to its structure', async () => {
    const { id } = (await add(user, describing())).body;
    const shown = (await add(user, describing({ structure_id: open }))).body.id;
    const statuses = (of: string): Promise<number[]> =>
      Promise.all([user, other, admin, null].map((actor) => statusOf('GET', actor, of)));
    expect(await statuses(id)).toEqual([200, 404, 200, 401]);
    expect(await statuses(shown)).toEqual([200, 200, 200, 401]);
    expect(await statusOf('GET', user, randomUUID())).toBe(404);
    expect(await statusOf('GET', user, 'x')).toBe(400);
  });

  it('is needed to the structure that one adds to', async () => {
    expect((await add(other, describing())).status).toBe(404);
    expect((await add(other, describing({ structure_id: randomUUID() }))).status).toBe(404);
    expect((await add(null, describing())).status).toBe(401);
    const { status, body } = await add(other, describing({ structure_id: open.toUpperCase() }));
    expect([status, body.owner_id, body.structure_id]).toEqual([201, other.id, open]);
  });

  it('lets delete those who added it, and administrators', async () => {
    const theirs = (await add(other, describing({ structure_id: open }))).body.id;
    const mine = (await add(user, describing())).body.id;
    expect(await statusOf('DELETE', user, theirs)).toBe(403);
    expect(await statusOf('DELETE', other, mine)).toBe(404);
    expect(await statusOf('DELETE', null, mine)).toBe(401);
    expect(await statusOf('DELETE', other, theirs)).toBe(204);
    expect(await statusOf('DELETE', admin, mine)).toBe(204);
    expect(await statusOf('DELETE', admin, mine)).toBe(404);
    expect(await statusOf('GET', user, mine)).toBe(404);
  });
});

describe('a list', () => {
  let first: string;
  let second: string;
  const ids: string[] = [];

  beforeAll(async () => {
    first = await upload(app, user, SILICON_CIF);
    second = await upload(app, user, SILICON_CIF, { visibility: 'public' });
    for (const structure_id of [first, second, first]) {
      ids.push((await add(user, describing({ structure_id }))).body.id);
    }
  });

  const list = async (actor: Actor, query: string): Promise<Page> =>
    (await call<Page>(app, actor, 'GET', `${SIMULATIONS}?${query}`)).body;

  it('holds those of a structure, newest first', async () => {
    const { items, total } = await list(user, `structure_id=${first.toUpperCase()}`);
    expect([items.map(({ id }) => id), total]).toEqual([[ids[2], ids[0]], 2]);
    const [newest] = items;
    const read = await call(app, user, 'GET', `${SIMULATIONS}/${newest!.id}`);
    expect(read.body).toEqual(newest);
  });

  it('holds what the caller may see', async () => {
    expect(await list(other, `structure_id=${first}`)).toMatchObject({ items: [], total: 0 });
    expect((await list(other, `structure_id=${second}`)).total).toBe(1);
    expect((await list(admin, `structure_id=${first}`)).total).toBe(2);
    const everything = await list(other, 'limit=200');
    expect(everything.items.map(({ id }) => id)).toContain(ids[1]);
    expect(everything.items.map(({ id }) => id)).not.toContain(ids[0]);
  });

  it('comes in pages', async () => {
    const pages = await Promise.all(
      [0, 1, 2].map((offset) => list(user, `limit=1&offset=${offset}`)),
    );
    expect(pages.map(({ items }) => items[0]?.id)).toEqual([...ids].reverse());
    expect(new Set(pages.map(({ total }) => total)).size).toBe(1);
  });

  it.each(['structure_id=x', 'structure_id=', 'limit=0', 'offset=x'])(
    'refuses %s with 400',
    async (query) => {
      const { status } = await call(app, user, 'GET', `${SIMULATIONS}?${query}`);
      expect(status).toBe(400);
    },
  );
});

it('goes with its structure, also one that is deleted while it is added', async () => {
  const structure_id = await upload(app, user, SALT_POSCAR);
  const adding = Array.from({ length: 20 }, () => add(user, describing({ structure_id })));
  const removed = call(app, user, 'DELETE', `/api/v1/structures/${structure_id}`);
  const answers = await Promise.all(adding);
  expect((await removed).status).toBe(204);
  for (const { status, body } of answers) {
    expect([201, 404]).toContain(status);
    if (status === 201) expect(await statusOf('GET', user, body.id)).toBe(404);
  }
});
