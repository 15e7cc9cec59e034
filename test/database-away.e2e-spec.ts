import { ChangeFeed } from '@nano-os/database';
import { ADMIN, createTestApp, type Actor, type TestApp } from './support/app';
import { SILICON_CIF } from './support/crystals';
import { createTestDatabase, type TestDatabase } from './support/database';
import { call, predict, PROPERTIES, until, upload } from './support/ml';
import { Wire } from './support/wire';

describe('while the database cannot be reached', () => {
  let database: TestDatabase;
  let wire: Wire;
  let app: TestApp;
  let user: Actor;
  let id: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    wire = new Wire(database.url);
    app = await createTestApp({ databaseUrl: await wire.mend() });
    user = await app.user();
    id = await upload(app, user, SILICON_CIF);
    await predict(app, user, id);
    await wire.cut();
    // Not before this is known do answers from memory end; it takes no time to speak of.
    await until(() => !app.app.get(ChangeFeed).isLive);
  });
  afterAll(async () => {
    await app.close();
    await wire.cut();
    await database.drop();
  });

  const structure = { content: SILICON_CIF };
  const login = { email: ADMIN.email, password: ADMIN.password };

  it.each<[string, () => Promise<{ status: number; type: string; body: object }>]>([
    ['reading', () => call(app, user, 'GET', `/api/v1/structures/${id}`)],
    ['listing', () => call(app, user, 'GET', '/api/v1/structures')],
    ['uploading', () => call(app, user, 'POST', '/api/v1/structures', structure)],
    [
      'predicting, also what is in memory',
      () => call(app, user, 'POST', PROPERTIES, { structure_id: id }),
    ],
    [
      'predicting a batch',
      () => call(app, user, 'POST', `${PROPERTIES}/batch`, { structure_ids: [id] }),
    ],
    ['signing in', () => call(app, null, 'POST', '/api/v1/auth/login', login)],
    ['asking whether it is ready', () => call(app, null, 'GET', '/health/ready')],
    [
      'using an Idempotency-Key',
      () => call(app, user, 'POST', PROPERTIES, { structure_id: id }, { 'idempotency-key': 'k' }),
    ],
  ])('%s is answered by 503', async (_, ask) => {
    const { status, type, body } = await ask();
    expect([status, type.split(';')[0]]).toEqual([503, 'application/problem+json']);
    expect(body).toMatchObject({ type: 'urn:nano-os:problem:not-ready' });
    expect(JSON.stringify(body)).not.toMatch(/ECONN|postgres|127\.0\.0\.1/);
  });

  it('it still says that it runs', async () => {
    expect((await call(app, null, 'GET', '/health/live')).status).toBe(200);
    const metrics = await app.request('GET', '/metrics');
    expect(metrics.status).toBe(200);
    const text = await metrics.text();
    expect(text).toMatch(/^nano_os_predictions_total\{/m);
    // Nobody knows how many jobs there are.
    expect(text).not.toMatch(/^nano_os_jobs\{/m);
  });

  it('goes on by itself when the database is back', async () => {
    await wire.mend();
    await until(async () => (await predict(app, user, id)).status === 200);
    await until(() => app.app.get(ChangeFeed).isLive);
    expect((await call(app, null, 'GET', '/health/ready')).status).toBe(200);
    expect((await predict(app, user, id)).body.cached).toBe(true);
    const metrics = await (await app.request('GET', '/metrics')).text();
    expect(metrics).toMatch(/^nano_os_jobs\{kind="relaxation",state="waiting"\} 0$/m);
  });
});
