import { randomUUID } from 'node:crypto';
import { createTestApp, type Actor, type TestApp } from './support/app';
import { cubicPoscar, SALT_POSCAR, SILICON_CIF, WATER_XYZ } from './support/crystals';
import {
  create,
  read,
  type Problem,
  type Structure,
  type StructurePage,
} from './support/structures';

/** Magnesium oxide, a = 4.212 Å, named so that it sorts last. */
const MAGNESIA = SALT_POSCAR.replace('NaCl', 'zz')
  .replaceAll('5.640', '4.212')
  .replace('Na Cl', 'Mg O');

let app: TestApp;
let user: Actor;
let other: Actor;
let admin: Actor;
let mine: Structure[];
let theirs: Structure[];

/** Stored one after another, so that their order in time is that of the list. */
async function store(actor: Actor, bodies: object[]): Promise<Structure[]> {
  const stored: Structure[] = [];
  for (const body of bodies) stored.push((await create(app, actor, body)).body);
  return stored;
}

beforeAll(async () => {
  app = await createTestApp();
  [user, other, admin] = await Promise.all([app.user(), app.user(), app.admin()]);
  mine = await store(user, [
    { content: SALT_POSCAR, name: 'b' },
    { content: SILICON_CIF, name: 'c', visibility: 'public' },
    { content: WATER_XYZ, name: 'a' },
  ]);
  theirs = await store(other, [
    { content: MAGNESIA, name: 'e', visibility: 'public' },
    { content: cubicPoscar('Po', 3.352), name: 'd' },
  ]);
});
afterAll(() => app.close());

async function page(actor: Actor, query = ''): Promise<StructurePage> {
  const { status, body } = await read<StructurePage>(app, actor, `?${query}`);
  expect(status).toBe(200);
  return body;
}

/** Names of those listed, in order. */
async function names(actor: Actor, query = ''): Promise<string> {
  return (await page(actor, query)).items.map(({ name }) => name).join('');
}

describe('a list', () => {
  it('holds what the caller may see, newest first', async () => {
    expect(await names(user)).toBe('eacb');
    expect(await names(other)).toBe('dec');
    expect(await names(admin)).toBe('deacb');
  });

  it('shows structures as they are read, without their sites', async () => {
    const { items, total, limit, offset } = await page(user, 'owner=me');
    expect([total, limit, offset]).toEqual([3, 50, 0]);
    const expected = mine.toReversed().map((structure) => {
      const { lattice, species, frac_coords, cart_coords, notes, ...summary } = structure;
      expect([lattice, species, frac_coords, cart_coords, notes]).toBeDefined();
      return summary;
    });
    expect(items).toEqual(expected);
  });

  it('comes in pages that neither overlap nor leave gaps', async () => {
    const pages = [];
    for (let offset = 0; offset < 6; offset += 2) {
      pages.push(await page(admin, `limit=2&offset=${offset}`));
    }
    expect(pages.map(({ items }) => items.length)).toEqual([2, 2, 1]);
    expect(new Set(pages.flatMap(({ items }) => items.map(({ id }) => id))).size).toBe(5);
    expect(pages.every(({ total, limit }) => total === 5 && limit === 2)).toBe(true);
    expect(await page(admin, 'offset=1000000000')).toMatchObject({ items: [], total: 5 });
  });

  it.each([
    ['created_at', 'bcaed'],
    ['-created_at', 'deacb'],
    ['name', 'abcde'],
    ['-name', 'edcba'],
    // H2O, MgO as Mg4O4, Na4Cl4, Po, Si8.
    ['formula', 'aebdc'],
    ['-formula', 'cdbea'],
    ['-volume', 'bceda'],
    ['volume', 'decba'],
    // Po 9.2, MgO 3.6, Si 2.3, NaCl 2.2 g/cm³; a molecule has none and comes last.
    ['density', 'bceda'],
    ['-density', 'decba'],
  ])('sorts by %s', async (sort, expected) => {
    expect(await names(admin, `sort=${sort}`)).toBe(expected);
  });

  it('sorts by the number of sites, and then always in the same order', async () => {
    expect(await names(admin, 'sort=num_atoms')).toMatch(/^da[bce]{3}$/);
    expect(await names(admin, 'sort=num_atoms')).toBe(
      Array.from(await names(admin, 'sort=-num_atoms'))
        .reverse()
        .join(''),
    );
  });
});

describe('a filter', () => {
  it.each([
    ['formula=NaCl', 'b'],
    ['formula=ClNa', 'b'],
    ['formula=Na4Cl4', 'b'],
    ['formula=Cl4(Na2)2', 'b'],
    ['formula=Na2Cl2', ''],
    ['formula=OH2', 'a'],
    ['formula=Si', 'c'],
    ['formula=Fe2O3', ''],
    ['elements=O', 'ea'],
    ['elements=O,Mg', 'e'],
    ['elements=%20O%20,%20H', 'a'],
    ['elements=O,Si', ''],
    ['num_elements=1', 'dc'],
    ['min_num_elements=2', 'eab'],
    ['max_num_elements=1', 'dc'],
    ['num_atoms=8', 'ecb'],
    ['min_num_atoms=2&max_num_atoms=7', 'a'],
    ['min_num_atoms=9', ''],
    ['dimensionality=0', 'a'],
    ['dimensionality=3', 'decb'],
    ['dimensionality=1', ''],
    ['visibility=public', 'ec'],
    ['visibility=private&elements=O', 'a'],
  ])('%s', async (query, expected) => {
    expect(await names(admin, query)).toBe(expected);
    expect((await page(admin, query)).total).toBe(expected.length);
  });

  it('by owner never shows more than the caller may see', async () => {
    expect(await names(user, 'owner=me')).toBe('acb');
    expect(await names(user, `owner=${user.id.toUpperCase()}`)).toBe('acb');
    expect(await names(user, `owner=${other.id}`)).toBe('e');
    expect(await names(admin, `owner=${other.id}`)).toBe('de');
    expect(await names(admin, 'owner=me')).toBe('');
    expect(await names(admin, `owner=${randomUUID()}`)).toBe('');
  });

  it('by visibility never shows what is private to others', async () => {
    expect(await names(user, 'visibility=private')).toBe('ab');
    expect(await names(other, 'visibility=private')).toBe('d');
  });

  it.each([
    'formula=',
    'formula=Xx2',
    'formula=Na(',
    'formula=%00',
    `formula=${'C'.repeat(501)}`,
    'formula=NaCl&formula=Si',
    'elements=',
    'elements=Na,,Cl',
    'elements=na',
    'elements=Xx',
    "elements=';DROP TABLE structures;--",
    'num_atoms=many',
    'num_atoms=1.5',
    'num_atoms=-1',
    'min_num_atoms=1e99',
    'num_elements=NaN',
    'dimensionality=4',
    'dimensionality=-1',
    'owner=you',
    'owner=',
    'visibility=secret',
    'sort=id',
    'sort=--name',
    'sort=owner_id;--',
    'limit=0',
    'limit=0x10',
    'limit=1e2',
    'limit=1.0',
    'limit=%205',
    'limit=5&limit=6',
    'limit=99999999999999999999',
    'limit=201',
    'offset=-1',
    'offset=9999999999',
  ])('%s is refused with 400', async (query) => {
    const { status, body } = await read<Problem>(app, user, `?${query}`);
    expect([status, body.type]).toEqual([400, 'urn:nano-os:problem:invalid-request']);
  });

  it('that nobody knows is left aside', async () => {
    expect(await names(user, 'colour=red')).toBe('eacb');
  });

  it('finds what was stored a moment ago, and not what was deleted', async () => {
    const [added] = await store(other, [{ content: MAGNESIA, name: 'f' }]);
    expect(await names(other, 'formula=MgO')).toBe('fe');
    await app.request('DELETE', `/api/v1/structures/${added!.id}`, { token: other.token });
    expect(await names(other, 'formula=MgO')).toBe('e');
    expect(theirs).toHaveLength(2);
  });
});
