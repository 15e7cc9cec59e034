import { ChangeFeed, Sql } from '@nano-os/database';
import { createTestApp, type Actor, type TestApp } from './support/app';
import { SILICON_CIF } from './support/crystals';
import { call, CountingModel, predict, PROPERTIES, until, upload } from './support/ml';

let app: TestApp;
/** Another process' worth of the server on the same database. */
let twin: TestApp;
let user: Actor;
let admin: Actor;

beforeAll(async () => {
  app = await createTestApp();
  twin = await createTestApp({ databaseUrl: app.databaseUrl });
  [user, admin] = await Promise.all([app.user(), app.admin()]);
});

afterAll(async () => {
  await twin.close();
  await app.close();
});

describe('what is gone', () => {
  it('is not answered by this process, from the next request on', async () => {
    const id = await upload(app, user, SILICON_CIF);
    const first = (await predict(app, user, id)).body;
    await call(app, admin, 'DELETE', `${PROPERTIES}/${first.id}`);
    expect((await predict(app, user, id)).body.cached).toBe(false);
    await call(app, user, 'DELETE', `/api/v1/structures/${id}`);
    expect((await predict(app, user, id)).status).toBe(404);
  });

  it('is not answered by another process, soon after', async () => {
    const id = await upload(app, user, SILICON_CIF);
    const first = (await predict(app, user, id)).body;
    await until(async () => (await predict(twin, user, id)).body.cached);
    await call(app, admin, 'DELETE', `${PROPERTIES}/${first.id}`);
    await until(async () => (await predict(twin, user, id)).body.id !== first.id);
    await call(app, user, 'DELETE', `/api/v1/structures/${id}`);
    await until(async () => (await predict(twin, user, id)).status === 404);
  });

  it('is not kept by a request that began before the deletion', async () => {
    const model = new CountingModel('OVERTAKEN').install(app);
    const id = await upload(app, user, SILICON_CIF);
    const ask = () => predict(app, user, id, { model_name: 'OVERTAKEN' });
    const stub = (await predict(app, user, id)).body;
    const open = model.hold();
    const early = ask();
    await until(() => model.calls > 0);
    // Any prediction of the structure may be the one that the early request has read.
    await call(app, admin, 'DELETE', `${PROPERTIES}/${stub.id}`);
    open();
    const { body } = await early;
    await call(app, admin, 'DELETE', `${PROPERTIES}/${body.id}`);
    expect((await ask()).body.cached).toBe(false);
  });

  it('is not answered by a process whose connection for changes was cut', async () => {
    const id = await upload(app, user, SILICON_CIF);
    const first = (await predict(app, user, id)).body;
    await until(async () => (await predict(twin, user, id)).body.cached);
    const feed = twin.app.get(ChangeFeed);
    const cut = app.app.get(Sql).query({
      text: `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'nano-os changes'`,
    });
    await call(app, admin, 'DELETE', `${PROPERTIES}/${first.id}`);
    await cut;
    await until(async () => (await predict(twin, user, id)).body.id !== first.id);
    await until(() => feed.isLive);
    const second = (await predict(twin, user, id)).body;
    await call(app, admin, 'DELETE', `${PROPERTIES}/${second.id}`);
    await until(async () => (await predict(twin, user, id)).body.id !== second.id);
  });
});
