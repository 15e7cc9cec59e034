import { Sql } from '@nano-os/database';
import type { Prediction } from '@nano-os/ml';
import { createHash, randomUUID } from 'node:crypto';
import { createTestApp, type Actor, type TestApp } from './support/app';
import { SALT_POSCAR, SILICON_CIF, WATER_XYZ } from './support/crystals';
import { call, CountingModel, predict, PROPERTIES, upload } from './support/ml';

interface Problem {
  type: string;
  status: number;
  detail: string;
}

/** The formula of the published stub, for the one property that all dimensionalities share. */
function stubEnergy(structureId: string): number {
  const digest = createHash('sha256').update(`${structureId}:formation_energy`).digest('hex');
  return -8 + (6 * Number.parseInt(digest.slice(0, 8), 16)) / 2 ** 32;
}

let app: TestApp;
let user: Actor;
let other: Actor;
let admin: Actor;

beforeAll(async () => {
  app = await createTestApp();
  // This process knows of its own deletions without a word from the database.
  for (const table of ['structures', 'predicted_properties']) {
    await app.app.get(Sql).execute({ text: `ALTER TABLE ${table} DISABLE TRIGGER USER` });
  }
  [user, other, admin] = await Promise.all([app.user(), app.user(), app.admin()]);
});

afterAll(() => app.close());

describe('predict endpoint', () => {
  it('answers a prediction of the stub with all its parts', async () => {
    const id = await upload(app, user, SALT_POSCAR);
    const { status, body } = await predict(app, user, id);
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual([
      'cached',
      'confidence_scores',
      'created_at',
      'id',
      'metadata',
      'model_name',
      'model_version',
      'properties',
      'structure_id',
    ]);
    expect(body).toMatchObject({
      structure_id: id,
      model_name: 'STUB',
      model_version: '1.0.0',
      cached: false,
      metadata: {
        formula: expect.stringMatching(/Na.*Cl|Cl.*Na/) as string,
        num_atoms: 8,
        dimensionality: 3,
      },
    });
    // Half of the last of three decimals.
    expect(body.properties.formation_energy).toBeCloseTo(stubEnergy(id), 3);
    expect(Object.keys(body.confidence_scores)).toEqual(Object.keys(body.properties));
    expect(body.metadata?.weights_digest).toMatch(/^[0-9a-f]{64}$/);
    expect(body.metadata?.inference_time_ms).toBeGreaterThanOrEqual(0);
    expect(new Date(body.created_at).toISOString()).toBe(body.created_at);
  });

  it('takes a model name and an id in any case', async () => {
    const id = await upload(app, user, SILICON_CIF);
    const { body } = await predict(app, user, id.toUpperCase(), { model_name: 'sTuB' });
    expect(body).toMatchObject({ structure_id: id, model_name: 'STUB' });
    expect(body.properties.formation_energy).toBeCloseTo(stubEnergy(id), 3);
  });

  it('predicts a molecule', async () => {
    const id = await upload(app, user, WATER_XYZ);
    const { body } = await predict(app, user, id);
    expect(body.metadata).toMatchObject({ num_atoms: 3, dimensionality: 0 });
    expect(body.properties.bandgap).toBeGreaterThanOrEqual(1);
  });

  it.each([
    ['no id', {}],
    ['an id that is none', { structure_id: 'silicon' }],
    ['a number for an id', { structure_id: 7 }],
    ['a number for a model', { structure_id: randomUUID(), model_name: 7 }],
    ['null for a model', { structure_id: randomUUID(), model_name: null }],
    ['an empty model name', { structure_id: randomUUID(), model_name: '' }],
    ['a text for force', { structure_id: randomUUID(), force_recompute: 'true' }],
    ['null for force', { structure_id: randomUUID(), force_recompute: null }],
    ['a list', []],
  ])('refuses %s with 400', async (_, json) => {
    const { status, body, type } = await call(app, user, 'POST', PROPERTIES, json);
    expect([status, type.split(';')[0]]).toEqual([400, 'application/problem+json']);
    expect(body).toMatchObject({ type: expect.stringMatching(/^urn:nano-os:problem:/) as string });
  });

  it.each([
    ['unknown-model', 404, 'NOSUCH'],
    ['model-unavailable', 409, 'cgcnn'],
    ['model-unavailable', 409, 'ALIGNN'],
  ])('answers %s with %d for %s, also for a batch', async (problem, expected, model_name) => {
    const id = await upload(app, user, SILICON_CIF);
    const single = await call<Problem>(app, user, 'POST', PROPERTIES, {
      structure_id: id,
      model_name,
    });
    const batch = await call<Problem>(app, user, 'POST', `${PROPERTIES}/batch`, {
      structure_ids: [id],
      model_name,
    });
    for (const { status, body } of [single, batch]) {
      expect(status).toBe(expected);
      expect(body.type).toBe(`urn:nano-os:problem:${problem}`);
    }
  });

  it('gives the reason of a model that cannot predict a crystal with 422', async () => {
    const model = new CountingModel('PICKY').install(app);
    const reason = 'No embedding is known for Po.';
    model.answer = () => ({ ok: false, reason });
    const id = await upload(app, user, SILICON_CIF);
    const { status, body } = await call<Problem>(app, user, 'POST', PROPERTIES, {
      structure_id: id,
      model_name: 'PICKY',
    });
    expect([status, body.detail]).toEqual([422, reason]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('answers no %d', async (bandgap) => {
    const model = new CountingModel('BROKEN').install(app);
    model.answer = () => ({ ok: true, properties: { bandgap }, confidenceScores: { bandgap: 1 } });
    const id = await upload(app, user, SILICON_CIF);
    const { status, body } = await predict(app, user, id, { model_name: 'BROKEN' });
    expect([status, (body as unknown as Problem).detail]).toEqual([
      422,
      expect.stringContaining('bandgap') as string,
    ]);
  });

  it('lets see only what the caller may see', async () => {
    const hidden = await upload(app, user, SILICON_CIF);
    const open = await upload(app, user, SILICON_CIF, { visibility: 'public' });
    expect((await predict(app, other, hidden)).status).toBe(404);
    expect((await predict(app, other, randomUUID())).status).toBe(404);
    expect((await predict(app, other, open)).status).toBe(200);
    expect((await predict(app, admin, hidden)).status).toBe(200);
    // Also when it lies in memory by now.
    expect((await predict(app, other, hidden)).status).toBe(404);
    expect((await call(app, null, 'POST', PROPERTIES, { structure_id: open })).status).toBe(401);
  });

  it('answers a repeated Idempotency-Key with the first answer', async () => {
    const id = await upload(app, user, SILICON_CIF);
    const send = (force: boolean) =>
      call<Prediction>(
        app,
        user,
        'POST',
        PROPERTIES,
        { structure_id: id, force_recompute: force },
        { 'idempotency-key': `walk-${id}` },
      );
    const first = await send(true);
    expect((await send(true)).body).toEqual(first.body);
    expect((await send(false)).status).toBe(409);
  });
});

describe('latest', () => {
  const latest = (actor: Actor, id: string, query = '') =>
    call<Prediction>(app, actor, 'GET', `${PROPERTIES}/${id}${query}`);

  it('answers the newest prediction, of a model where one is named', async () => {
    const model = new CountingModel('LATER').install(app);
    const id = await upload(app, user, SILICON_CIF);
    const stub = (await predict(app, user, id)).body;
    const later = (await predict(app, user, id, { model_name: model.info.name })).body;
    expect((await latest(user, id)).body).toEqual({ ...later, cached: true });
    expect((await latest(user, id, '?model_name=stub')).body).toEqual({ ...stub, cached: true });
    const forced = (await predict(app, user, id, { force_recompute: true })).body;
    expect((await latest(user, id)).body).toEqual({ ...forced, cached: true });
  });

  it('answers 404 where there is none, for whatever reason', async () => {
    const id = await upload(app, user, SILICON_CIF);
    expect((await latest(user, id)).status).toBe(404);
    await predict(app, user, id);
    expect((await latest(user, id, '?model_name=CGCNN')).status).toBe(404);
    expect((await latest(user, id, '?model_name=NOSUCH')).body).toMatchObject({
      type: 'urn:nano-os:problem:unknown-model',
    });
    expect((await latest(other, id)).status).toBe(404);
    expect((await latest(user, randomUUID())).status).toBe(404);
    expect((await latest(user, 'no-id')).status).toBe(400);
    expect((await latest(user, id, '?model_name=')).status).toBe(400);
  });
});

describe('delete', () => {
  it('is for administrators, and is at once', async () => {
    const id = await upload(app, user, SILICON_CIF);
    const first = (await predict(app, user, id)).body;
    const path = `${PROPERTIES}/${first.id}`;
    expect((await call(app, user, 'DELETE', path)).status).toBe(403);
    expect((await call(app, null, 'DELETE', path)).status).toBe(401);
    expect((await predict(app, user, id)).body).toEqual({ ...first, cached: true });
    expect((await call(app, admin, 'DELETE', path)).status).toBe(204);
    expect((await call(app, admin, 'DELETE', path)).status).toBe(404);
    expect((await call(app, user, 'GET', `${PROPERTIES}/${id}`)).status).toBe(404);
    const second = (await predict(app, user, id)).body;
    expect(second.cached).toBe(false);
    expect(second.id).not.toBe(first.id);
    expect(second.properties).toEqual(first.properties);
  });

  it('of a structure takes its predictions with it at once', async () => {
    const id = await upload(app, user, SILICON_CIF);
    const { body } = await predict(app, user, id);
    expect((await call(app, user, 'DELETE', `/api/v1/structures/${id}`)).status).toBe(204);
    expect((await predict(app, user, id)).status).toBe(404);
    expect((await call(app, user, 'GET', `${PROPERTIES}/${id}`)).status).toBe(404);
    expect((await call(app, admin, 'DELETE', `${PROPERTIES}/${body.id}`)).status).toBe(404);
  });
});

describe('models', () => {
  it('are listed with what they can', async () => {
    const { status, body } = await call<{
      models: { name: string; available: boolean }[];
      count: number;
    }>(app, user, 'GET', '/api/v1/ml/models');
    expect(status).toBe(200);
    expect(body.count).toBe(body.models.length);
    expect(body.models[0]).toEqual({
      name: 'STUB',
      version: '1.0.0',
      available: true,
      description: expect.any(String) as string,
      supported_properties: ['bandgap', 'formation_energy', 'stability_score'],
    });
    expect(body.models.slice(1, 5).map(({ name, available }) => [name, available])).toEqual([
      ['CGCNN', false],
      ['MEGNet', false],
      ['M3GNET', false],
      ['ALIGNN', false],
    ]);
  });
});
