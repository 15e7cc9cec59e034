import { InferencePool } from '@nano-os/models';
import type { Actor, TestApp } from './support/app';
import {
  cancel,
  createCalculatingApp,
  jobEnd,
  jobOf,
  JOBS,
  jobWhen,
  POTENTIAL,
  siliconOf,
  SPARE,
  submit,
  submitLong,
} from './support/calculations';
import { SILICON_CIF } from './support/crystals';
import { withClient } from './support/database';
import { call, until, upload } from './support/ml';
import { ModelsFolder } from './support/networks';

describe('jobs', () => {
  const folder = new ModelsFolder();
  let app: TestApp;
  let user: Actor;

  beforeAll(async () => {
    app = await createCalculatingApp(folder);
    folder.serve(app);
    user = await app.user();
  });
  afterAll(async () => {
    await app.close();
    folder.discard();
  });

  /** A job behind another one, which is at work. */
  const submitBehind = async (): Promise<[atWork: string, behind: string]> => {
    const first = await submitLong(app, user);
    await jobWhen(app, user, first.id, ({ state }) => state === 'running');
    return [first.id, (await submitLong(app, user)).id];
  };

  it('that wait are cancelled at once, and never begin', async () => {
    const [first, second] = await submitBehind();
    const { status, body } = await cancel(app, user, second);
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'cancelled', cancel_requested: true, started_at: null });
    await cancel(app, user, first);
    expect(await jobEnd(app, user, first)).toMatchObject({ state: 'cancelled', result: null });
    expect(await jobOf(app, user, second)).toMatchObject({ state: 'cancelled', started_at: null });
  });

  it('at work end when they are cancelled; twice is no different', async () => {
    const { id } = await submitLong(app, user);
    await jobWhen(app, user, id, ({ progress }) => progress !== null);
    const answers = await Promise.all([1, 2, 3].map(() => cancel(app, user, id)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const job = await jobEnd(app, user, id);
    expect(job).toMatchObject({ state: 'cancelled', cancel_requested: true, result: null });
    expect((await cancel(app, user, id)).body).toMatchObject({ state: 'cancelled' });
    const trajectory = await call(app, user, 'GET', `${JOBS}/${id}/trajectory`);
    expect(trajectory.status).toBe(409);
    const store = await call(app, user, 'POST', `${JOBS}/${id}/structure`, {});
    expect(store.status).toBe(409);
  });

  it('hear of it before their first step too', async () => {
    // Nothing that is asked of the potential is answered.
    const silence = jest.spyOn(app.app.get(InferencePool), 'predict');
    silence.mockReturnValue(new Promise(() => undefined));
    const structure_id = await upload(app, user, SILICON_CIF);
    const { body } = await submit(app, user, 'relaxations', { structure_id });
    await jobWhen(app, user, body.id, ({ state }) => state === 'running');
    await cancel(app, user, body.id);
    expect(await jobEnd(app, user, body.id)).toMatchObject({ state: 'cancelled', progress: null });
    silence.mockRestore();
  });

  it('leave the event loop free while they look for the symmetry of a large cell', async () => {
    const structure_id = await upload(app, user, siliconOf(4));
    const { body } = await submit(app, user, 'relaxations', { structure_id, keep_symmetry: true });
    let answers = 0;
    const job = await jobWhen(app, user, body.id, ({ state, progress }) => {
      if (state === 'running' && progress === null) answers += 1;
      return progress !== null;
    });
    // The search takes as long as dozens of these; on the event loop one would get through.
    expect(answers).toBeGreaterThan(5);
    expect((await jobEnd(app, user, job.id)).result).toMatchObject({ outcome: 'converged' });
  });

  it('that ended are no more to be cancelled', async () => {
    const structure_id = await upload(app, user, SILICON_CIF);
    const { body } = await submit(app, user, 'relaxations', { structure_id });
    await jobEnd(app, user, body.id);
    const { status, body: problem } = await cancel(app, user, body.id);
    expect(status).toBe(409);
    expect(problem).toMatchObject({ detail: `The job ${body.id} is completed already.` });
  });

  it('end in one way, however near their end they are cancelled', async () => {
    const structure_id = await upload(app, user, SILICON_CIF);
    const ids: string[] = [];
    for (let i = 0; i < 12; i++) {
      const { body } = await submit(app, user, 'relaxations', { structure_id });
      ids.push(body.id);
    }
    const states = await Promise.all(
      ids.map(async (id) => {
        await jobWhen(app, user, id, ({ state }) => state !== 'waiting');
        const { status } = await cancel(app, user, id);
        const { state, result } = await jobEnd(app, user, id);
        expect(result === null).toBe(state === 'cancelled');
        return `${status} ${state}`;
      }),
    );
    // A cancellation that comes too late is refused, or comes to nothing.
    for (const state of states) {
      expect(['200 cancelled', '200 completed', '409 completed']).toContain(state);
    }
  });

  it('go with their structure, waiting or at work, and the next one is taken', async () => {
    const [first, second] = await submitBehind();
    for (const id of [first, second]) {
      const { structure_id } = await jobOf(app, user, id);
      const gone = await call(app, user, 'DELETE', `/api/v1/structures/${structure_id}`);
      expect(gone.status).toBe(204);
      expect((await call(app, user, 'GET', `${JOBS}/${id}`)).status).toBe(404);
      expect((await cancel(app, user, id)).status).toBe(404);
    }
    const structure_id = await upload(app, user, SILICON_CIF);
    const { body } = await submit(app, user, 'relaxations', { structure_id });
    expect((await jobEnd(app, user, body.id)).state).toBe('completed');
  });

  it('go with their owner', async () => {
    const other = await app.user();
    const { id } = await submitLong(app, other);
    await jobWhen(app, other, id, ({ state }) => state === 'running');
    await withClient(app.databaseUrl, (client) =>
      client.query('DELETE FROM users WHERE id = $1', [other.id]),
    );
    const structure_id = await upload(app, user, SILICON_CIF);
    const { body } = await submit(app, user, 'relaxations', { structure_id });
    expect((await jobEnd(app, user, body.id)).state).toBe('completed');
  });

  it('whose potential is removed at work fail, and say what is missing', async () => {
    const { id } = await submitLong(app, user, { potential: SPARE.card.name });
    await jobWhen(app, user, id, ({ progress }) => progress !== null);
    await folder.remove(SPARE.card.name);
    const { state, problem } = await jobEnd(app, user, id);
    expect(state).toBe('failed');
    expect(problem).toMatchObject({ code: 'model-unavailable' });
    expect(problem!.message).toContain(`${SPARE.card.name} is not installed`);
    await folder.install(SPARE);
  });

  it('store their structure only once, however often it is asked at once', async () => {
    const structure_id = await upload(app, user, SILICON_CIF);
    const { body } = await submit(app, user, 'relaxations', { structure_id });
    await jobEnd(app, user, body.id);
    const path = `${JOBS}/${body.id}/structure`;
    const stored = await Promise.all(
      [1, 2, 3, 4].map(() => call<{ id: string }>(app, user, 'POST', path, {})),
    );
    expect(new Set(stored.map(({ body: { id } }) => id)).size).toBe(1);
    expect(stored.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  });

  it('survive that the database goes away while they are at work', async () => {
    const whole = await submitLong(app, user, { max_force: 0.02 });
    const { result } = await jobEnd(app, user, whole.id);
    const { id } = await submitLong(app, user, { max_force: 0.02 });
    await jobWhen(app, user, id, ({ progress }) => progress !== null);
    const interrupted = await withClient(app.databaseUrl, (client) =>
      client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      ),
    );
    expect(interrupted.rowCount).toBeGreaterThan(0);
    await until(async () => (await call(app, user, 'GET', `${JOBS}/${id}`)).status === 200);
    const job = await jobEnd(app, user, id);
    expect(job).toMatchObject({ state: 'completed', result });
  });
});

describe('jobs of one user', () => {
  it('are limited, with what to do about it, also for many at once', async () => {
    const folder = new ModelsFolder();
    const app = await createCalculatingApp(folder, {
      env: { JOB_CONCURRENCY: '0', JOBS_PER_USER: '3' },
    });
    const [user, other] = [await app.user(), await app.user()];
    const structure_id = await upload(app, user, SILICON_CIF, { visibility: 'public' });
    const ask = (actor: Actor): ReturnType<typeof submit> =>
      submit(app, actor, 'relaxations', { structure_id, potential: POTENTIAL.card.name });
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(user)));
    const taken = answers.filter(({ status }) => status === 202);
    expect(taken).toHaveLength(3);
    for (const { status, body } of answers.filter((answer) => !taken.includes(answer))) {
      expect(status).toBe(429);
      expect((body as unknown as { detail: string }).detail).toBe(
        'You have 3 jobs waiting or running; wait for one to end, or cancel one.',
      );
    }
    expect((await ask(other)).status).toBe(202);
    await cancel(app, user, taken[0]!.body.id);
    expect((await ask(user)).status).toBe(202);
    await app.close();
    folder.discard();
  });
});
