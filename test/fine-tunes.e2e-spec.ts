import { modelSource } from '@nano-os/models';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestApp, type Actor, type TestApp } from './support/app';
import { jobEnd, JOBS, type JobBody } from './support/calculations';
import { BASE, CONTENT, FINE_TUNES, PAIRS, poscarOf, tableOf, tune } from './support/fine-tunes';
import { call, predict, PROPERTIES, upload } from './support/ml';
import { ModelsFolder } from './support/networks';
import { file, sendForm } from './support/structures';

const POSCAR = poscarOf(PAIRS[0]!.crystal);

/** Enough to come nearer to the values. */
const STRONG = { epochs: 5, candidates: [{ layers: 'all', rate: 0.03 }], weight_decay: 0 };

interface ProblemBody {
  detail: string;
  code?: string;
}

interface Listed {
  name: string;
  fine_tune?: Record<string, unknown>;
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
      },
    });
    folder.serve(app);
    [user, other] = [await app.user(), await app.user()];
  });
  afterAll(async () => {
    await app.close();
    folder.discard();
  });

  const modelsOf = async (actor: Actor): Promise<Listed[]> =>
    (await call<{ models: Listed[] }>(app, actor, 'GET', '/api/v1/ml/models')).body.models;
  const namesFor = async (actor: Actor): Promise<string[]> =>
    (await modelsOf(actor)).map(({ name }) => name);
  const get = <Body = JobBody>(actor: Actor, path: string) =>
    call<Body>(app, actor, 'GET', `${FINE_TUNES}${path}`);
  const remove = (actor: Actor, id: string) => call(app, actor, 'DELETE', `${FINE_TUNES}/${id}`);
  /** A tuned model; its job. */
  const tuned = async (actor: Actor, name: string, more: Record<string, unknown> = {}) => {
    const { status, body } = await tune(app, actor, name, { content: CONTENT, ...more });
    expect(status).toBe(202);
    const job = await jobEnd(app, actor, body.id);
    expect(job).toMatchObject({ state: 'completed', problem: null });
    return job;
  };

  it('make a private model that its owner alone sees and asks, until it is deleted', async () => {
    const { id, result } = await tuned(user, 'mine');
    expect(result).toMatchObject({ model_name: 'mine', unit: 'eV/atom' });
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
    const latest = `${PROPERTIES}/${theirs}?model_name=mine`;
    expect((await call<ProblemBody>(app, other, 'GET', latest)).body.detail).not.toContain('mine');
    expect((await get(other, `/${id}`)).status).toBe(404);
    expect((await get(other, `/${id}/files/card.json`)).status).toBe(404);
    expect((await get<{ total: number }>(other, '')).body.total).toBe(0);
    expect((await remove(other, id)).status).toBe(404);
    expect((await tune(app, other, 'Mine')).status).toBe(409);

    const metrics = await (await app.request('GET', '/metrics')).text();
    expect(metrics).toContain('model="tuned"');
    expect(metrics).not.toContain('model="mine"');

    // As any other of the user's resources.
    const admin = await app.admin();
    expect(await namesFor(admin)).toContain('mine');
    expect((await get(admin, `/${id}`)).body.result).toEqual(result);
    expect((await predict(app, admin, own, { model_name: 'mine' })).body).toMatchObject({
      properties: answer.properties,
    });

    expect((await remove(user, id)).status).toBe(200);
    expect((await predict(app, user, own, { model_name: 'mine' })).status).toBe(404);
    for (const query of ['', '?model_name=mine', '?model_name=MINE']) {
      const { body: kept } = await call(app, user, 'GET', `${PROPERTIES}/${own}${query}`);
      expect(kept).toMatchObject({ model_name: 'mine', properties: answer.properties });
    }
    expect((await call(app, other, 'GET', `${PROPERTIES}/${own}?model_name=mine`)).status).toBe(
      404,
    );
    expect((await call(app, user, 'GET', `${JOBS}/${id}`)).status).toBe(404);
    // The name is free again, and what it said before is not taken for what the new one says.
    await tuned(user, 'Mine', STRONG);
    const again = await predict(app, user, own, { model_name: 'mine' });
    expect(again.body.properties).not.toEqual(answer.properties);
  });

  it('make a public model of a file, which others ask as any other, and take elsewhere', async () => {
    const form = await sendForm<JobBody>(
      app,
      user,
      [
        ['name', 'ours'],
        ['base_model', BASE.card.name],
        ['property', 'formation_energy'],
        ['visibility', 'public'],
        ['description', ''],
        ...Object.entries(STRONG).map(([name, value]) => [name, JSON.stringify(value)] as const),
        ['file', file(tableOf(PAIRS), 'pairs.csv')],
      ],
      FINE_TUNES,
    );
    expect(form.status).toBe(202);
    expect(form.body.parameters).toMatchObject({ ...STRONG, name: 'ours' });
    const { result, id } = await jobEnd(app, user, form.body.id);
    expect(result).toMatchObject({
      outcome: 'improved',
      card: { fineTuning: { data: { crystals: 40 }, base: { name: BASE.card.name } } },
    });
    expect(result!.learning_curve_svg).toContain('<polyline');
    expect(result!.parity_svg).toContain('<circle');
    const { error_before, error_after } = result as Record<string, { mean: number }>;
    expect(error_after!.mean).toBeLessThan(error_before!.mean);

    // What others see of it.
    const listed = (await modelsOf(other)).find(({ name }) => name === 'ours');
    expect(listed).toMatchObject({
      supported_properties: ['formation_energy'],
      fine_tune: { id, owner_id: user.id, outcome: 'improved', error_before, crystals: 40 },
    });
    const page = await get<{ items: JobBody[] }>(other, '?limit=1');
    expect(page.body).toMatchObject({
      total: 1,
      limit: 1,
      offset: 0,
      items: [{ id, name: 'ours' }],
    });
    expect((await get(other, `/${id}`)).body.result).toEqual(result);
    expect((await remove(other, id)).status).toBe(403);

    // It is asked, noted and compared as others are; the family of its base stays as it was.
    const theirs = await upload(app, other, POSCAR);
    const before = await predict(app, other, theirs, { model_name: 'CGCNN' });
    const alone = await predict(app, other, theirs, { model_name: 'ours' });
    expect(alone.body.properties).not.toEqual(before.body.properties);
    const batch = await call<{ predictions: unknown[] }>(
      app,
      other,
      'POST',
      `${PROPERTIES}/batch`,
      {
        structure_ids: [theirs],
        model_name: 'ours',
      },
    );
    expect(batch.body.predictions).toMatchObject([{ properties: alone.body.properties }]);
    const history = await call(app, other, 'GET', `${PROPERTIES}/${theirs}/history`);
    expect(history.body.models_used).toEqual(['CGCNN', 'ours']);
    const simulation = await call<{ id: string }>(app, other, 'POST', '/api/v1/simulations', {
      structure_id: theirs,
      code: 'VASP',
      method: 'PBE',
      summary: { formation_energy: PAIRS[0]!.value },
    });
    const comparison = await call(app, other, 'POST', '/api/v1/ml/compare', {
      predicted_properties_id: alone.body.id,
      simulation_result_id: simulation.body.id,
    });
    expect(comparison.status).toBe(200);

    // Its two files are an installed model.
    const directory = mkdtempSync(join(tmpdir(), 'nano-os-tuned-'));
    mkdirSync(join(directory, 'ours'));
    for (const name of ['card.json', 'weights.safetensors']) {
      const path = `${FINE_TUNES}/${id}/files/${name}`;
      const answer = await app.request('GET', path, { token: other.token });
      writeFileSync(join(directory, 'ours', name), Buffer.from(await answer.arrayBuffer()));
    }
    const elsewhere = await modelSource(directory).open('ours');
    expect(elsewhere.card).toEqual((result as { card: unknown }).card);
    rmSync(directory, { recursive: true });
    expect((await get(other, `/${id}/files/..%2Fcard.json`)).status).toBe(400);

    const after = await predict(app, other, theirs, {
      model_name: 'CGCNN',
      force_recompute: true,
    });
    expect(after.body.properties).toEqual(before.body.properties);

    // Deleted in the midst of predictions: each is answered or finds no such model.
    const asked = Array.from({ length: 20 }, () =>
      predict(app, other, theirs, { model_name: 'ours', force_recompute: true }),
    );
    const [deleted, ...answers] = await Promise.all([remove(await app.admin(), id), ...asked]);
    expect(deleted.status).toBe(200);
    for (const { status } of answers) expect([200, 404]).toContain(status);
    expect((await predict(app, other, theirs, { model_name: 'ours' })).status).toBe(404);
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
    const refused = await tune<ProblemBody>(app, user, 'simulated', { from_simulations: ids });
    expect(refused.status).toBe(422);
    expect(refused.body.detail).toContain(last);
    await attach(last, -2.5);
    const { status, body } = await tune(app, user, 'simulated', { from_simulations: ids });
    expect(status).toBe(202);
    const { result } = await jobEnd(app, user, body.id);
    expect(result).toMatchObject({ card: { fineTuning: { data: { crystals: 12 } } } });
  });
});
