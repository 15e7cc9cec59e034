import { ModelRegistry, type Prediction, type PredictionBatch } from '@nano-os/ml';
import { randomUUID } from 'node:crypto';
import { createTestApp, type Actor, type TestApp } from './support/app';
import { cubicPoscar, SILICON_CIF } from './support/crystals';
import { call, CountingModel, predict, PROPERTIES, upload, uploadMany } from './support/ml';

interface History {
  structure_id: string;
  predictions: Prediction[];
  count: number;
  models_used: string[];
  next_cursor: string | null;
}

let app: TestApp;
let user: Actor;
let other: Actor;

beforeAll(async () => {
  app = await createTestApp();
  [user, other] = await Promise.all([app.user(), app.user()]);
});

afterAll(() => app.close());

describe('history', () => {
  const history = (actor: Actor, id: string, query = '') =>
    call<History>(app, actor, 'GET', `${PROPERTIES}/${id}/history${query}`);

  it('tells all predictions, newest first, page by page', async () => {
    const model = new CountingModel('HISTORIC').install(app);
    const id = await upload(app, user, SILICON_CIF);
    const made: string[] = [];
    for (const model_name of ['STUB', model.info.name, 'STUB', 'STUB', 'STUB']) {
      const { body } = await predict(app, user, id, { model_name, force_recompute: true });
      made.unshift(body.id);
    }
    const whole = (await history(user, id)).body;
    expect(whole.predictions.map((prediction) => prediction.id)).toEqual(made);
    expect(whole.predictions.every(({ cached }) => cached)).toBe(true);
    expect(whole).toMatchObject({
      structure_id: id,
      count: 5,
      models_used: ['HISTORIC', 'STUB'],
      next_cursor: null,
    });
    const pages: string[][] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '?limit=2' : `?limit=2&cursor=${cursor}`;
      const { body }: { body: History } = await history(user, id, query);
      expect(body.count).toBe(body.predictions.length);
      pages.push(body.predictions.map((prediction) => prediction.id));
      cursor = body.next_cursor;
    }
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(pages.flat()).toEqual(made);
  });

  it('is empty before the first prediction', async () => {
    const id = await upload(app, user, SILICON_CIF);
    expect((await history(user, id)).body).toEqual({
      structure_id: id,
      predictions: [],
      count: 0,
      models_used: [],
      next_cursor: null,
    });
    expect((await history(other, id)).status).toBe(404);
    expect((await history(user, randomUUID())).status).toBe(404);
  });

  it.each([
    'limit=0',
    'limit=201',
    'limit=x',
    'limit=1.5',
    'limit=0x10',
    'limit=%205',
    'limit=',
    'cursor=',
    'cursor=x',
    'cursor=OTk5',
  ])('refuses ?%s', async (query) => {
    const id = await upload(app, user, SILICON_CIF);
    expect((await history(user, id, `?${query}`)).status).toBe(400);
  });

  it('takes the largest page', async () => {
    const id = await upload(app, user, SILICON_CIF);
    expect((await history(user, id, '?limit=200')).status).toBe(200);
  });
});

describe('batch', () => {
  const batch = (json: unknown, actor = user) =>
    call<PredictionBatch>(app, actor, 'POST', `${PROPERTIES}/batch`, json);

  it('answers in the order asked what single requests answer', async () => {
    const ids = await uploadMany(app, user, 4);
    const [first, second, third, fourth] = ids as [string, string, string, string];
    const single = (await predict(app, user, third)).body;
    const { status, body } = await batch({ structure_ids: [fourth, third, first, second] });
    expect(status).toBe(200);
    expect(body).toMatchObject({ total: 4, cached: 1, new: 3, errors: null });
    const answered = body.predictions;
    expect(answered.map(({ structure_id }) => structure_id)).toEqual([
      fourth,
      third,
      first,
      second,
    ]);
    expect(answered[1]).toEqual({ ...single, cached: true });
    expect(answered.map(({ cached }) => cached)).toEqual([false, true, false, false]);
    for (const prediction of answered) {
      const { body: again } = await predict(app, user, prediction.structure_id);
      expect(again).toEqual({ ...prediction, cached: true });
    }
  });

  it('computes and answers once what is named twice', async () => {
    const model = new CountingModel('TWICE').install(app);
    const [id = ''] = await uploadMany(app, user, 1);
    const structure_ids = [id, id.toUpperCase(), id];
    const { body } = await batch({ structure_ids, model_name: 'twice' });
    expect(body).toMatchObject({ total: 1, cached: 0, new: 1, errors: null });
    expect(model.asked).toEqual([id]);
  });

  it('leaves the others alone when one structure is bad', async () => {
    const model = new CountingModel('FUSSY').install(app);
    const ids = await uploadMany(app, user, 3);
    const hidden = await upload(app, other, SILICON_CIF);
    const absent = randomUUID();
    const bad = ids[1] ?? '';
    model.answer = ({ id }) => (id === bad ? { ok: false, reason: 'Po is unknown.' } : null);
    const structure_ids = [ids[0], hidden, bad, absent, ids[2]];
    const { status, body } = await batch({ structure_ids, model_name: 'FUSSY' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ total: 2, cached: 0, new: 2 });
    expect(body.predictions.map(({ structure_id }) => structure_id)).toEqual([ids[0], ids[2]]);
    expect(body.errors).toEqual({
      [bad]: 'Po is unknown.',
      [hidden]: expect.stringContaining(hidden) as string,
      [absent]: expect.stringContaining(absent) as string,
    });
  });

  it('leaves the others alone when the model fails on one', async () => {
    const model = new CountingModel('CRASHING').install(app);
    const ids = await uploadMany(app, user, 3);
    model.answer = ({ id }) => {
      if (id === ids[0]) throw new Error('out of range');
      return null;
    };
    const { body } = await batch({ structure_ids: ids, model_name: 'CRASHING' });
    expect(body).toMatchObject({ total: 2, new: 2 });
    expect(Object.keys(body.errors ?? {})).toEqual([ids[0]]);
    expect(JSON.stringify(body.errors)).not.toContain('out of range');
  });

  it('adds a row for each structure by force', async () => {
    const ids = await uploadMany(app, user, 2);
    const first = (await batch({ structure_ids: ids })).body;
    const forced = (await batch({ structure_ids: ids, force_recompute: true })).body;
    expect(forced).toMatchObject({ total: 2, cached: 0, new: 2 });
    for (const [i, prediction] of forced.predictions.entries()) {
      expect(prediction.id).not.toBe(first.predictions[i]?.id);
      expect(prediction.properties).toEqual(first.predictions[i]?.properties);
    }
  });

  it('takes 100 ids and no more, duplicates counted', async () => {
    const id = await upload(app, user, cubicPoscar('Po', 3.35));
    expect((await batch({ structure_ids: Array<string>(100).fill(id) })).body.total).toBe(1);
    expect((await batch({ structure_ids: Array<string>(101).fill(id) })).status).toBe(400);
  });

  it.each([
    [{}],
    [{ structure_ids: [] }],
    [{ structure_ids: ['x'] }],
    [{ structure_ids: [7] }],
    [{ structure_ids: [null] }],
    [{ structure_ids: randomUUID() }],
    [{ structure_ids: { 0: randomUUID() } }],
    [{ structure_ids: [[randomUUID()]] }],
  ])('refuses %j with 400', async (json) => {
    expect((await batch(json)).status).toBe(400);
  });

  it('answers with nothing but errors when nothing can be seen', async () => {
    const absent = randomUUID();
    const { status, body } = await batch({ structure_ids: [absent] });
    expect(status).toBe(200);
    expect(body).toMatchObject({ predictions: [], total: 0, cached: 0, new: 0 });
    expect(Object.keys(body.errors ?? {})).toEqual([absent]);
  });
});

it('does not answer for another version or other weights of the model', async () => {
  const id = await upload(app, user, SILICON_CIF);
  const rows = new Set<string>();
  for (const [version, weights] of [
    ['1.0.0', 'a'],
    ['1.0.1', 'a'],
    ['1.0.1', 'b'],
  ] as const) {
    const model = new CountingModel('GROWING', 'content', version, weights).install(app);
    expect(app.app.get(ModelRegistry).runnable('growing')).toBe(model);
    const { body } = await predict(app, user, id, { model_name: 'GROWING' });
    expect(body).toMatchObject({ cached: false, model_version: version });
    rows.add(body.id);
  }
  expect(rows.size).toBe(3);
});
