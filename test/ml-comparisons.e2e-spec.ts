import { compareMlVsSimulation, type Comparison } from '@nano-os/ml';
import { randomUUID } from 'node:crypto';
import { createTestApp, type Actor, type TestApp } from './support/app';
import { SALT_POSCAR, SILICON_CIF } from './support/crystals';
import { call, predict, upload } from './support/ml';

const COMPARE = '/api/v1/ml/compare';

interface Pair {
  predicted_properties_id: string;
  simulation_result_id: string;
}
type Compared = Pair & Comparison & { structure_id: string; created_at: string };
interface Batch {
  results: (Compared & { error?: string })[];
  aggregate: Record<string, Record<string, number>>;
}

let app: TestApp;
let user: Actor;
let other: Actor;

beforeAll(async () => {
  app = await createTestApp();
  [user, other] = await Promise.all([app.user(), app.user()]);
});

afterAll(() => app.close());

async function simulate(
  actor: Actor,
  structure_id: string,
  summary: Record<string, number>,
): Promise<string> {
  const { status, body } = await call<{ id: string }>(app, actor, 'POST', '/api/v1/simulations', {
    structure_id,
    code: 'VASP',
    method: 'PBE',
    summary,
  });
  expect(status).toBe(201);
  return body.id;
}

/** A prediction of a new structure and a simulation of it that lies `off` above. */
async function pairOf(content: string, off: number, actor = user) {
  const id = await upload(app, actor, content);
  const { body: prediction } = await predict(app, actor, id);
  const summary = { band_gap: Number(prediction.properties.bandgap) + off, volume: 160 };
  const simulation_result_id = await simulate(actor, id, summary);
  return {
    prediction,
    summary,
    pair: { predicted_properties_id: prediction.id, simulation_result_id },
  };
}

describe('compare', () => {
  it('answers what the exported function finds', async () => {
    const { prediction, summary, pair } = await pairOf(SILICON_CIF, 0.25);
    const { status, body } = await call<Compared>(app, user, 'POST', COMPARE, pair);
    expect(status).toBe(200);
    const { created_at, ...rest } = body;
    expect(rest).toEqual({
      ...pair,
      structure_id: prediction.structure_id,
      model_name: 'STUB',
      model_version: '1.0.0',
      ...compareMlVsSimulation(prediction.properties, summary),
    });
    expect(new Date(created_at).toISOString()).toBe(created_at);
    expect(body.quality.property_quality).toEqual({ bandgap: 'good' });
    expect(body.summary.properties_only_simulated).toEqual(['volume']);
  });

  it("uses the caller's thresholds", async () => {
    const { pair } = await pairOf(SILICON_CIF, 0.25);
    const thresholds = { bandgap: { excellent: 0.01, good: 0.02, fair: 0.03 } };
    const { body } = await call<Compared>(app, user, 'POST', COMPARE, { ...pair, thresholds });
    expect(body.quality.overall_quality).toBe('poor');
  });

  it.each([
    [[]],
    [{ bandgap: 1 }],
    [{ bandgap: { excellent: 1, good: 2 } }],
    [{ bandgap: { excellent: 3, good: 2, fair: 1 } }],
    [{ bandgap: { excellent: -1, good: 2, fair: 3 } }],
    [null],
  ])('refuses the thresholds %j', async (thresholds) => {
    const ids = { predicted_properties_id: randomUUID(), simulation_result_id: randomUUID() };
    expect((await call(app, user, 'POST', COMPARE, { ...ids, thresholds })).status).toBe(400);
  });

  it('refuses a prediction and a simulation of different structures', async () => {
    const [one, two] = await Promise.all([pairOf(SILICON_CIF, 0), pairOf(SALT_POSCAR, 0)]);
    const mixed = { ...one.pair, simulation_result_id: two.pair.simulation_result_id };
    expect((await call(app, user, 'POST', COMPARE, mixed)).status).toBe(422);
  });

  it('answers 404 for what is not there or not to be seen', async () => {
    const { pair } = await pairOf(SILICON_CIF, 0);
    const absent = randomUUID();
    const pairs = [
      { ...pair, predicted_properties_id: absent },
      { ...pair, simulation_result_id: absent },
    ];
    for (const each of pairs)
      expect((await call(app, user, 'POST', COMPARE, each)).status).toBe(404);
    expect((await call(app, other, 'POST', COMPARE, pair)).status).toBe(404);
    // Not even that it is of another structure.
    const own = (await pairOf(SILICON_CIF, 0, other)).pair;
    const peeking = { ...own, predicted_properties_id: pair.predicted_properties_id };
    expect((await call(app, other, 'POST', COMPARE, peeking)).status).toBe(404);
    expect((await call(app, null, 'POST', COMPARE, pair)).status).toBe(401);
    expect((await call(app, user, 'POST', COMPARE, {})).status).toBe(400);
  });
});

describe('compare a batch', () => {
  const compare = (json: unknown) => call<Batch>(app, user, 'POST', `${COMPARE}/batch`, json);

  it('answers each pair in order, and the errors by property over all', async () => {
    const [one, two] = await Promise.all([pairOf(SILICON_CIF, 0.25), pairOf(SALT_POSCAR, -0.75)]);
    const absent = { ...one.pair, predicted_properties_id: randomUUID() };
    const mixed = { ...one.pair, simulation_result_id: two.pair.simulation_result_id };
    const { status, body } = await compare({ pairs: [one.pair, absent, two.pair, mixed] });
    expect(status).toBe(200);
    expect(body.results).toEqual([
      expect.objectContaining({ ...one.pair, structure_id: one.prediction.structure_id }),
      { ...absent, error: expect.stringContaining(absent.predicted_properties_id) as string },
      expect.objectContaining({ ...two.pair, structure_id: two.prediction.structure_id }),
      { ...mixed, error: expect.stringContaining('different') as string },
    ]);
    // Predictions have three decimals: 1e-9 covers the arithmetic and nothing else.
    const { mean_absolute_error, root_mean_squared_error, max_error, n } =
      body.aggregate.bandgap ?? {};
    expect(n).toBe(2);
    expect(mean_absolute_error).toBeCloseTo(0.5, 9);
    expect(root_mean_squared_error).toBeCloseTo(Math.sqrt((0.25 ** 2 + 0.75 ** 2) / 2), 9);
    expect(max_error).toBeCloseTo(0.75, 9);
  });

  it('takes 1 to 100 pairs', async () => {
    const { pair } = await pairOf(SILICON_CIF, 0);
    expect((await compare({ pairs: Array<Pair>(100).fill(pair) })).body.results).toHaveLength(100);
    expect((await compare({ pairs: Array<Pair>(101).fill(pair) })).status).toBe(400);
    expect((await compare({ pairs: [] })).status).toBe(400);
    expect((await compare({ pairs: [pair, {}] })).status).toBe(400);
    expect((await compare({ pairs: [null] })).status).toBe(400);
    expect((await compare({ pairs: pair })).status).toBe(400);
  });
});
