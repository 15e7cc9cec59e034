import { createTestApp, type Actor, type TestApp } from './support/app';
import {
  createCalculatingApp,
  jobEnd,
  jobWhen,
  submit,
  type JobBody,
} from './support/calculations';
import { SILICON_CIF } from './support/crystals';
import { BASE, CONTENT, FINE_TUNES, tune } from './support/fine-tunes';
import { call, upload } from './support/ml';
import { ModelsFolder } from './support/networks';

describe('fine-tunes as jobs', () => {
  const folder = new ModelsFolder();
  let app: TestApp;
  let user: Actor;
  let other: Actor;

  beforeAll(async () => {
    await folder.install(BASE);
    app = await createCalculatingApp(folder);
    folder.serve(app);
    [user, other] = [await app.user(), await app.user()];
  });
  afterAll(async () => {
    await app.close();
    folder.discard();
  });

  const get = (actor: Actor, path: string) =>
    call<JobBody>(app, actor, 'GET', `${FINE_TUNES}${path}`);
  const remove = (actor: Actor, id: string) => call(app, actor, 'DELETE', `${FINE_TUNES}/${id}`);
  const namesFor = async (actor: Actor): Promise<string[]> => {
    const { body } = await call<{ models: { name: string }[] }>(
      app,
      actor,
      'GET',
      '/api/v1/ml/models',
    );
    return body.models.map(({ name }) => name);
  };

  it('are those of two users at once, of whom one gets a name', async () => {
    const answers = await Promise.all([
      tune(app, user, 'wanted'),
      tune(app, other, 'WANTED'),
      // Labels are whatever a file has.
      tune(app, user, 'one', { content: CONTENT.replace('{', '{"id":"a\\u0000\\ud800\\n",') }),
      tune(app, other, 'two'),
    ]);
    const [first, second, one, two] = answers;
    expect([first.status, second.status].sort()).toEqual([202, 409]);
    expect([one.status, two.status]).toEqual([202, 202]);
    for (const [actor, { status, body }] of [
      [user, first],
      [other, second],
      [user, one],
      [other, two],
    ] as const) {
      if (status === 202) expect((await jobEnd(app, actor, body.id)).state).toBe('completed');
    }
    expect(await namesFor(user)).toContain('one');
    expect(await namesFor(user)).not.toContain('two');
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

  it('are cancelled while they wait and while they run, and leave their name free', async () => {
    const long = { content: CONTENT, epochs: 1000, patience: 1000 };
    const { body: running } = await tune(app, user, 'never', long);
    const { body: waiting } = await tune(app, other, 'neither', long);
    const { progress } = await jobWhen(app, user, running.id, (job) => job.progress !== null);
    expect(progress).toMatchObject({ stage: 'cross-validation', of: 6000 });
    expect(progress!.figures.error_before).toBeGreaterThan(0);
    expect(progress!.figures.seconds_left).toBeGreaterThanOrEqual(0);
    expect((await get(user, `/${running.id}/files/card.json`)).status).toBe(409);
    // A calculation does not wait for it.
    const structure_id = await upload(app, other, SILICON_CIF);
    const { body: relaxation } = await submit(app, other, 'relaxations', { structure_id });
    expect((await jobEnd(app, other, relaxation.id)).state).toBe('completed');
    expect((await remove(other, waiting.id)).body.state).toBe('cancelled');
    expect((await remove(user, running.id)).status).toBe(200);
    expect((await jobEnd(app, user, running.id)).state).toBe('cancelled');
    expect(await namesFor(user)).not.toContain('never');
    const { body: third } = await tune(app, other, 'never');
    expect((await jobEnd(app, other, third.id)).state).toBe('completed');
    // Once more takes the job itself away.
    expect((await remove(user, running.id)).status).toBe(200);
    expect((await get(user, `/${running.id}`)).status).toBe(404);
  });
});
