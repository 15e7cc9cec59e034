import { createTestApp, type Actor, type TestApp } from './support/app';
import { SALT_POSCAR, SILICON_CIF, WATER_XYZ } from './support/crystals';
import { call, until } from './support/ml';
import { create, file, read, sendForm, STRUCTURES, type Problem } from './support/structures';

let app: TestApp;
let user: Actor;

beforeAll(async () => {
  app = await createTestApp();
  user = await app.user();
});
afterAll(() => app.close());

const download = (id: string, query = ''): Promise<Response> =>
  app.request('GET', `${STRUCTURES}/${id}/download${query}`, { token: user.token });

const remove = (actor: Actor | null, id: string): Promise<{ status: number }> =>
  call(app, actor, 'DELETE', `${STRUCTURES}/${id}`);

describe('download', () => {
  it.each([
    ['cif', 'chemical/x-cif', /\.cif$/],
    ['poscar', 'text/plain', /\.vasp$/],
    ['xyz', 'chemical/x-xyz', /\.xyz$/],
    ['json', 'application/json', /\.json$/],
    ['optimade', 'application/json', /\.optimade\.json$/],
  ])('as %s gives a file that is the same crystal', async (format, type, name) => {
    for (const content of [SALT_POSCAR, SILICON_CIF]) {
      const { body } = await create(app, user, { content, name: 'Ünïted "salt"\u202e' });
      const answer = await download(body.id, `?format=${format}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
      const disposition = answer.headers.get('content-disposition') ?? '';
      const [, filename] = /^attachment; filename="([\w.-]+)"$/.exec(disposition) ?? [];
      expect(filename).toMatch(name);
      const again = await sendForm(app, user, [['file', file(await answer.text(), filename!)]]);
      expect(again.status).toBe(201);
      expect(again.body.species).toEqual(body.species);
      expect(again.body.content_hash).toBe(body.content_hash);
      expect(again.body.num_atoms).toBe(body.num_atoms);
      // Formats round to 8 decimals or more.
      again.body.cart_coords.flat().forEach((value, i) => {
        expect(value).toBeCloseTo(body.cart_coords.flat()[i]!, 6);
      });
    }
  });

  it('is a CIF when no format is asked for, XYZ of a molecule', async () => {
    const { body } = await create(app, user, { content: SALT_POSCAR });
    expect((await download(body.id)).headers.get('content-type')).toContain('chemical/x-cif');
    const { body: water } = await create(app, user, { content: WATER_XYZ });
    const answer = await download(water.id);
    expect(answer.headers.get('content-type')).toContain('chemical/x-xyz');
    const again = await create(app, user, { content: await answer.text() });
    expect(again.body.cart_coords).toEqual(water.cart_coords);
  });

  it('of a molecule as CIF or POSCAR is impossible', async () => {
    const { body } = await create(app, user, { content: WATER_XYZ });
    for (const format of ['cif', 'poscar']) {
      const answer = await download(body.id, `?format=${format}`);
      expect(answer.status).toBe(422);
      expect(((await answer.json()) as Problem).type).toBe('urn:nano-os:problem:unprocessable');
    }
    expect((await download(body.id, '?format=json')).status).toBe(200);
  });

  it('knows no other format, and nothing that the caller may not see', async () => {
    const { body } = await create(app, await app.user(), { content: SALT_POSCAR });
    expect((await download(body.id)).status).toBe(404);
    expect((await download(body.id, '?format=pdb')).status).toBe(400);
    expect((await download('x')).status).toBe(400);
  });
});

describe('delete', () => {
  it('is for the owner and administrators', async () => {
    const [other, admin] = await Promise.all([app.user(), app.admin()]);
    const hidden = (await create(app, user, { content: SALT_POSCAR })).body.id;
    const open = (await create(app, user, { content: SALT_POSCAR, visibility: 'public' })).body.id;
    expect((await remove(null, open)).status).toBe(401);
    expect((await remove(other, hidden)).status).toBe(404);
    expect((await remove(other, open)).status).toBe(403);
    expect((await remove(user, hidden)).status).toBe(204);
    expect((await remove(admin, open)).status).toBe(204);
    expect((await remove(user, open)).status).toBe(404);
    expect((await remove(user, 'x')).status).toBe(400);
  });

  it('holds from the next request on, and takes what belongs to it along', async () => {
    const { id } = (await create(app, user, { content: SALT_POSCAR })).body;
    const predict = () => call(app, user, 'POST', '/api/v1/ml/properties', { structure_id: id });
    expect((await predict()).status).toBe(200);
    const simulation = await call<{ id: string }>(app, user, 'POST', '/api/v1/simulations', {
      structure_id: id,
      code: 'VASP',
      method: 'PBE',
      summary: { bandgap: 5 },
    });
    expect((await read(app, user, `/${id}`)).status).toBe(200);
    expect((await remove(user, id)).status).toBe(204);
    expect((await read(app, user, `/${id}`)).status).toBe(404);
    expect((await download(id)).status).toBe(404);
    expect((await predict()).status).toBe(404);
    const gone = await call(app, user, 'GET', `/api/v1/simulations/${simulation.body.id}`);
    expect(gone.status).toBe(404);
  });

  it('of one structure by many at once succeeds once', async () => {
    const { id } = (await create(app, user, { content: SALT_POSCAR })).body;
    const answers = await Promise.all(Array.from({ length: 10 }, () => remove(user, id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      204,
      ...Array<number>(9).fill(404),
    ]);
  });

  it('reaches the memory of other processes', async () => {
    const elsewhere = await createTestApp({ databaseUrl: app.databaseUrl });
    const { id } = (await create(app, user, { content: SALT_POSCAR })).body;
    const statusThere = async (): Promise<number> => (await read(elsewhere, user, `/${id}`)).status;
    expect(await statusThere()).toBe(200);
    expect((await remove(user, id)).status).toBe(204);
    await until(async () => (await statusThere()) === 404);
    await elsewhere.close();
  });
});
