import { tinyBase } from '../libs/models/test-support/tiny-base';
import { trainingPairs } from '../libs/models/test-support/training-pairs';
import { createTestApp, type Actor, type TestApp } from './support/app';
import { jobEnd, JOBS, jobWhen, type JobBody } from './support/calculations';
import { call, predict, upload, type Answer } from './support/ml';
import { withClient } from './support/database';
import { ModelsFolder } from './support/networks';

const FINE_TUNES = '/api/v1/ml/fine-tunes';
const BASE = tinyBase('cgcnn');
/** One way to tune, in place of five. */
const QUICK = { layers: 'head', rate: 1e-3 };
const PAIRS = trainingPairs((_, energy) => energy - 1.5);

const lineOf = ({ crystal, value }: (typeof PAIRS)[number]): string =>
  JSON.stringify({
    lattice: crystal.lattice,
    species: crystal.species,
    frac: crystal.fracCoords,
    value,
  });
const CONTENT = PAIRS.map(lineOf).join('\n');

const poscarOf = ({ lattice, species, fracCoords }: (typeof PAIRS)[number]['crystal']): string =>
  [
    'crystal',
    '1.0',
    ...lattice.map((row) => row.join(' ')),
    species.join(' '),
    '1 1',
    'Direct',
    ...fracCoords.map((row) => row.join(' ')),
  ].join('\n');
const POSCAR = poscarOf(PAIRS[0]!.crystal);

interface ProblemBody {
  detail: string;
  code?: string;
}

describe('fine-tunes', () => {
  const folder = new ModelsFolder();
  let app: TestApp;
  let user: Actor;
  let other: Actor;

  beforeAll(async () => {
    await folder.install(BASE);
    app = await createTestApp({
      env: {
        NANO_OS_MODELS_DIR: folder.path,
        INFERENCE_THREADS: '1',
        JOB_CONCURRENCY: '1',
        FINE_TUNE_PAIRS: '60',
      },
    });
    folder.serve(app);
    [user, other] = [await app.user(), await app.user()];
  });
  afterAll(async () => {
    await app.close();
    folder.discard();
  });

  const tune = <Body = JobBody>(
    actor: Actor,
    name: string,
    more: Record<string, unknown> = { content: CONTENT },
  ): Promise<Answer<Body>> =>
    call<Body>(app, actor, 'POST', FINE_TUNES, {
      name,
      base_model: BASE.card.name,
      property: 'formation_energy',
      epochs: 2,
      candidates: [QUICK],
      ...more,
    });

  const namesFor = async (actor: Actor): Promise<string[]> => {
    const { body } = await call<{ models: { name: string }[] }>(
      app,
      actor,
      'GET',
      '/api/v1/ml/models',
    );
    return body.models.map(({ name }) => name);
  };

  it('make a private model that its owner alone sees and asks, until it is deleted', async () => {
    const { status, body } = await tune(user, 'mine');
    expect(status).toBe(202);
    const job = await jobEnd(app, user, body.id);
    expect(job).toMatchObject({ state: 'completed', problem: null });
    expect(job.result).toMatchObject({ model_name: 'mine', unit: 'eV/atom' });
    expect(await namesFor(user)).toContain('mine');
    expect(await namesFor(other)).not.toContain('mine');

    const own = await upload(app, user, POSCAR);
    const shown = await upload(app, user, POSCAR, { visibility: 'public' });
    const { body: answer } = await predict(app, user, own, { model_name: 'MINE' });
    expect(answer).toMatchObject({ model_name: 'mine' });
    expect(Object.keys(answer.properties)).toEqual(['formation_energy']);
    // Others see what is predicted of a public structure.
    expect((await predict(app, user, shown, { model_name: 'mine' })).status).toBe(422);
    const theirs = await upload(app, other, POSCAR);
    expect((await predict(app, other, theirs, { model_name: 'mine' })).status).toBe(404);
    const latest = `/api/v1/ml/properties/${theirs}?model_name=mine`;
    expect((await call<ProblemBody>(app, other, 'GET', latest)).body.detail).not.toContain('mine');
    for (const method of ['GET', 'DELETE']) {
      expect((await call(app, other, method, `${FINE_TUNES}/${body.id}`)).status).toBe(404);
    }
    expect((await tune(other, 'Mine')).status).toBe(409);

    expect((await call(app, user, 'DELETE', `${FINE_TUNES}/${body.id}`)).status).toBe(200);
    expect((await predict(app, user, own, { model_name: 'mine' })).status).toBe(404);
    const { body: kept } = await call(app, user, 'GET', `/api/v1/ml/properties/${own}`);
    expect(kept).toMatchObject({ model_name: 'mine' });
    expect((await call(app, user, 'GET', `${JOBS}/${body.id}`)).status).toBe(404);
  });

  it('make a public model that others ask, and leave the family of the base as it was', async () => {
    const theirs = await upload(app, other, POSCAR);
    const before = await predict(app, other, theirs, { model_name: 'CGCNN' });
    const { body } = await tune(user, 'ours', { content: CONTENT, visibility: 'public' });
    expect((await jobEnd(app, user, body.id)).state).toBe('completed');
    expect((await predict(app, other, theirs, { model_name: 'ours' })).status).toBe(200);
    const after = await predict(app, other, theirs, {
      model_name: 'CGCNN',
      force_recompute: true,
    });
    expect(after.body.properties).toEqual(before.body.properties);
  });

  it.each([
    ['too few', { content: PAIRS.slice(0, 9).map(lineOf).join('\n') }, 'too-few-pairs'],
    [
      'one value',
      {
        content: trainingPairs(() => 1)
          .map(lineOf)
          .join('\n'),
      },
      'one-value',
    ],
    ['a strange property', { content: CONTENT, property: 'colour' }, undefined],
    ['no text', { content: 'no table' }, undefined],
    ['no crystals', {}, undefined],
    ['two ways', { content: CONTENT, from_simulations: [crypto.randomUUID()] }, undefined],
    ['too many', { content: [CONTENT, CONTENT].join('\n') }, 'too-many-pairs'],
  ])('are refused for %s, with the reason', async (_, more, code) => {
    const { status, body } = await tune<ProblemBody>(user, 'refused', more);
    expect(status).toBe(422);
    expect(body.detail.length).toBeGreaterThan(20);
    if (code !== undefined) expect(body.code).toBe(code);
  });

  it('are refused for structures of others, and for a base that is not there', async () => {
    const structure_id = await upload(app, other, POSCAR);
    const pairs = [{ structure_id, value: 1 }];
    const { status, body } = await tune<ProblemBody>(user, 'refused', { pairs });
    expect(status).toBe(422);
    expect(body.detail).toContain('may not see');
    expect((await tune(user, 'refused', { content: CONTENT, base_model: 'none' })).status).toBe(
      404,
    );
  });

  it('are made of simulations, of which each structure needs one', async () => {
    const ids = await Promise.all(
      PAIRS.slice(0, 12).map(({ crystal }) => upload(app, user, poscarOf(crystal))),
    );
    const attach = (structure_id: string, value: number) =>
      call(app, user, 'POST', '/api/v1/simulations', {
        structure_id,
        code: 'VASP',
        method: 'PBE',
        summary: { formation_energy: value },
      });
    const [last = ''] = ids.slice(-1);
    for (const [i, id] of ids.slice(0, -1).entries()) await attach(id, -1 - 0.1 * i);
    const refused = await tune<ProblemBody>(user, 'simulated', { from_simulations: ids });
    expect(refused.status).toBe(422);
    expect(refused.body.detail).toContain(last);
    await attach(last, -2.5);
    const { status, body } = await tune(user, 'simulated', { from_simulations: ids });
    expect(status).toBe(202);
    const { result } = await jobEnd(app, user, body.id);
    expect(result).toMatchObject({ card: { fineTuning: { data: { crystals: 12 } } } });
  });

  it('are limited for each user', async () => {
    const few = await createTestApp({
      env: { NANO_OS_MODELS_DIR: folder.path, FINE_TUNES_PER_USER: '2' },
    });
    const someone = await few.user();
    const ask = (i: number) =>
      call(few, someone, 'POST', FINE_TUNES, {
        name: `limited-${i}`,
        base_model: BASE.card.name,
        property: 'formation_energy',
        content: CONTENT,
      });
    const answers = await Promise.all([1, 2, 3, 4].map(ask));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 202, 429, 429]);
    await few.close();
  });

  it('go on where another worker stopped', async () => {
    const env = { NANO_OS_MODELS_DIR: folder.path, INFERENCE_THREADS: '1' };
    const first = await createTestApp({ env });
    const someone = await first.user();
    const { databaseUrl } = first;
    const worker = () => createTestApp({ env: { ...env, JOB_CONCURRENCY: '1' }, databaseUrl });
    const one = await worker();
    const { body } = await call<JobBody>(first, someone, 'POST', FINE_TUNES, {
      name: 'resumed',
      base_model: BASE.card.name,
      property: 'formation_energy',
      epochs: 15,
      patience: 15,
      content: CONTENT,
    });
    // The second trial of 25: the first one is in the checkpoint.
    await jobWhen(first, someone, body.id, ({ progress }) => (progress?.step ?? 0) > 18);
    await one.close();
    const { rows } = await withClient(databaseUrl, (client) =>
      client.query<{ state: string; done: number }>(
        `SELECT state, json_array_length(checkpoint->'done') AS done FROM jobs WHERE id = $1`,
        [body.id],
      ),
    );
    expect(rows[0]!.state).toBe('running');
    expect(rows[0]!.done).toBeGreaterThan(0);
    const two = await worker();
    const job = await jobEnd(first, someone, body.id);
    expect(job).toMatchObject({ state: 'completed', result: { model_name: 'resumed' } });
    await two.close();
    await first.close();
  });

  it('are cancelled', async () => {
    const { body } = await tune(user, 'never', { content: CONTENT, epochs: 1000, patience: 1000 });
    expect((await call(app, user, 'DELETE', `${FINE_TUNES}/${body.id}`)).status).toBe(200);
    expect((await jobEnd(app, user, body.id)).state).toBe('cancelled');
    expect(await namesFor(user)).not.toContain('never');
  });
});
