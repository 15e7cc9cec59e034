import type { PredictionBatch } from '@nano-os/ml';
import { ChangeFeed, Sql } from '@nano-os/database';
import { createTestApp, type Actor, type TestApp } from './support/app';
import { cubicPoscar, SILICON_CIF } from './support/crystals';
import { call, CountingModel, predict, PROPERTIES, until, upload, uploadMany } from './support/ml';

let app: TestApp;
/** Another process' worth of the server on the same database. */
let twin: TestApp;
let user: Actor;

beforeAll(async () => {
  app = await createTestApp();
  twin = await createTestApp({ databaseUrl: app.databaseUrl });
  user = await app.user();
});

afterAll(async () => {
  await twin.close();
  await app.close();
});

/** The statements that the app makes while `work` is done. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const query = jest.spyOn(app.app.get(Sql), 'query');
  // A machine that stalls lets the feed lapse, and memory is passed by: not what is counted here.
  const live = jest.spyOn(app.app.get(ChangeFeed), 'isLive', 'get').mockReturnValue(true);
  try {
    await work();
    return query.mock.calls.map(([{ name, text }]) => name ?? text);
  } finally {
    query.mockRestore();
    live.mockRestore();
  }
}

async function rowsOf(id: string): Promise<number> {
  const { body } = await call<{ count: number }>(app, user, 'GET', `${PROPERTIES}/${id}/history`);
  return body.count;
}

describe('caching', () => {
  it('answers the same row again', async () => {
    const id = await upload(app, user, SILICON_CIF);
    const first = (await predict(app, user, id)).body;
    expect(first.cached).toBe(false);
    for (const each of [app, twin, app, twin]) {
      expect((await predict(each, user, id)).body).toEqual({ ...first, cached: true });
    }
    expect(await rowsOf(id)).toBe(1);
  });

  it('adds a row by force, which is the one to answer from then on', async () => {
    const model = new CountingModel('FORCED').install(app);
    const id = await upload(app, user, SILICON_CIF);
    const first = (await predict(app, user, id, { model_name: 'FORCED' })).body;
    const forced = (await predict(app, user, id, { model_name: 'FORCED', force_recompute: true }))
      .body;
    expect(forced.cached).toBe(false);
    expect(forced.id).not.toBe(first.id);
    const next = (await predict(app, user, id, { model_name: 'FORCED' })).body;
    expect(next).toEqual({ ...forced, cached: true });
    expect([model.calls, await rowsOf(id)]).toEqual([2, 2]);
  });

  it('reuses the computation for another record of the same content, in a row of its own', async () => {
    const model = new CountingModel('SHARING').install(app);
    const other = await app.user();
    const content = cubicPoscar('Po', 3.359);
    const id = await upload(app, user, content);
    const twinId = await upload(app, other, content);
    const first = (await predict(app, user, id, { model_name: 'SHARING' })).body;
    const second = (await predict(app, other, twinId, { model_name: 'SHARING' })).body;
    expect(model.calls).toBe(1);
    expect(second).toEqual({
      ...first,
      id: second.id,
      structure_id: twinId,
      cached: true,
      created_at: second.created_at,
    });
    expect(second.id).not.toBe(first.id);
    expect((await predict(app, other, twinId, { model_name: 'SHARING' })).body).toEqual(second);
  });

  it('does so within a batch and between requests at once', async () => {
    const model = new CountingModel('CROWD').install(app);
    const content = cubicPoscar('Po', 3.361);
    const ids = await Promise.all(Array.from({ length: 4 }, () => upload(app, user, content)));
    const open = model.hold();
    const batch = call<PredictionBatch>(app, user, 'POST', `${PROPERTIES}/batch`, {
      structure_ids: ids.slice(0, 3),
      model_name: 'CROWD',
    });
    await until(() => model.calls > 0);
    const single = predict(app, user, ids[3] ?? '', { model_name: 'CROWD' });
    open();
    expect((await batch).body).toMatchObject({ total: 3, cached: 2, new: 1 });
    expect((await single).body.cached).toBe(true);
    expect(model.asked).toHaveLength(1);
    const rows = new Set(
      [...(await batch).body.predictions, (await single).body].map(({ id }) => id),
    );
    expect(rows.size).toBe(4);
  });

  it('never reuses what follows from the record', async () => {
    const model = new CountingModel('BYRECORD', 'record').install(app);
    const content = cubicPoscar('Po', 3.363);
    for (let i = 0; i < 2; i += 1) {
      const id = await upload(app, user, content);
      expect((await predict(app, user, id, { model_name: 'BYRECORD' })).body.cached).toBe(false);
    }
    expect(model.calls).toBe(2);
  });

  it('keeps no failure', async () => {
    const model = new CountingModel('MOODY').install(app);
    model.answer = () => ({ ok: false, reason: 'Not today.' });
    const id = await upload(app, user, SILICON_CIF);
    expect((await predict(app, user, id, { model_name: 'MOODY' })).status).toBe(422);
    model.answer = () => null;
    expect((await predict(app, user, id, { model_name: 'MOODY' })).status).toBe(200);
  });
});

describe('cache performance', () => {
  it('asks the database nothing for a prediction in memory', async () => {
    const id = await upload(app, user, SILICON_CIF);
    const first = (await predict(app, user, id)).body;
    await until(async () => (await statementsOf(() => predict(app, user, id))).length === 0);
    const statements = await statementsOf(async () => {
      for (let i = 0; i < 20; i += 1) {
        expect((await predict(app, user, id)).body.id).toBe(first.id);
      }
    });
    expect(statements).toEqual([]);
  });

  it('asks the database for a new prediction twice', async () => {
    const id = await upload(app, user, SILICON_CIF);
    const statements = await statementsOf(() => predict(app, user, id));
    expect(statements.filter((name) => name.startsWith('prediction-'))).toEqual([
      'prediction-reusable',
      'prediction-insert',
    ]);
  });
});

describe('batch performance', () => {
  it('asks the database for fifty new predictions as often as for one', async () => {
    const ids = await uploadMany(app, user, 50);
    const batch = () =>
      call<PredictionBatch>(app, user, 'POST', `${PROPERTIES}/batch`, { structure_ids: ids });
    const statements = await statementsOf(async () => {
      expect((await batch()).body).toMatchObject({ total: 50, cached: 0, new: 50 });
    });
    expect(statements.filter((name) => name.startsWith('prediction-'))).toEqual([
      'prediction-reusable',
      'prediction-insert',
    ]);
    const again = await statementsOf(async () => {
      expect((await batch()).body).toMatchObject({ total: 50, cached: 50, new: 0 });
    });
    expect(again.filter((name) => name.startsWith('prediction-'))).toEqual([]);
  });

  it('runs the model once for a batch', async () => {
    const model = new CountingModel('BULK').install(app);
    const structure_ids = await uploadMany(app, user, 20);
    await call(app, user, 'POST', `${PROPERTIES}/batch`, { structure_ids, model_name: 'BULK' });
    expect(model.calls).toBe(1);
    expect([...model.asked].sort()).toEqual([...structure_ids].sort());
  });
});

describe('concurrent predictions', () => {
  it('make one computation and one row of a hundred equal requests', async () => {
    const model = new CountingModel('SLOW').install(app);
    const id = await upload(app, user, SILICON_CIF);
    const open = model.hold();
    const requests = Array.from({ length: 100 }, () =>
      predict(app, user, id, { model_name: 'SLOW' }),
    );
    await until(() => model.calls > 0);
    open();
    const answers = (await Promise.all(requests)).map(({ body }) => body);
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    expect(answers.filter(({ cached }) => !cached)).toHaveLength(1);
    expect([model.calls, await rowsOf(id)]).toEqual([1, 1]);
  });

  it('make one row in two processes', async () => {
    const models = [app, twin].map((each) => new CountingModel('BOTH').install(each));
    const id = await upload(app, user, SILICON_CIF);
    const opens = models.map((model) => model.hold());
    const requests = [app, twin].flatMap((each) =>
      Array.from({ length: 10 }, () => predict(each, user, id, { model_name: 'BOTH' })),
    );
    await until(() => models.every(({ calls }) => calls === 1));
    for (const open of opens) open();
    const answers = (await Promise.all(requests)).map(({ body }) => body);
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    expect(answers.filter(({ cached }) => !cached)).toHaveLength(1);
    expect(await rowsOf(id)).toBe(1);
  });

  it('make one row each of overlapping batches in two processes', async () => {
    const ids = await uploadMany(app, user, 30);
    const batches = await Promise.all(
      [app, twin, app, twin].map((each, i) =>
        call<PredictionBatch>(each, user, 'POST', `${PROPERTIES}/batch`, {
          structure_ids: i % 2 === 0 ? ids : ids.toReversed(),
        }),
      ),
    );
    const rows = batches.flatMap(({ body }) => body.predictions.map((prediction) => prediction.id));
    expect(rows).toHaveLength(120);
    expect(new Set(rows).size).toBe(30);
    expect(batches.reduce((sum, { body }) => sum + body.new, 0)).toBe(30);
  });

  it('make a row each by force', async () => {
    const id = await upload(app, user, SILICON_CIF);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => predict(app, user, id, { force_recompute: true })),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(5);
    expect(await rowsOf(id)).toBe(5);
  });

  it('answer 404 when the structure is deleted meanwhile', async () => {
    const model = new CountingModel('LATE').install(app);
    const ids = await uploadMany(app, user, 2);
    const open = model.hold();
    const request = call<PredictionBatch>(app, user, 'POST', `${PROPERTIES}/batch`, {
      structure_ids: ids,
      model_name: 'LATE',
    });
    await until(() => model.calls > 0);
    await call(app, user, 'DELETE', `/api/v1/structures/${ids[0]}`);
    open();
    const { body } = await request;
    expect(body.predictions.map(({ structure_id }) => structure_id)).toEqual([ids[1]]);
    expect(Object.keys(body.errors ?? {})).toEqual([ids[0]]);
  });
});
