import type { Actor, TestApp } from './support/app';
import { createCalculatingApp, jobEnd, shakenSilicon, submit } from './support/calculations';
import { SILICON_CIF, WATER_XYZ } from './support/crystals';
import { upload } from './support/ml';
import { ModelsFolder } from './support/networks';

describe('calculations', () => {
  const folder = new ModelsFolder();
  let app: TestApp;
  let user: Actor;
  let silicon: string;

  beforeAll(async () => {
    app = await createCalculatingApp(folder, { env: { MAX_PREDICTION_ATOMS: '600' } });
    user = await app.user();
    silicon = await upload(app, user, SILICON_CIF);
  });
  afterAll(async () => {
    await app.close();
    folder.discard();
  });

  it.each<[string, number, Record<string, unknown>, RegExp]>([
    ['a force that is no number', 400, { max_force: 'small' }, /max_force must be a number/],
    ['a force of null', 400, { max_force: null }, /max_force/],
    ['no steps', 400, { max_steps: 0 }, /max_steps must not be less than 1/],
    ['half a step', 400, { max_steps: 1.5 }, /max_steps must be an integer/],
    ['endless steps', 400, { max_steps: 1e9 }, /max_steps must not be greater than 10000/],
    ['a stress beyond all bounds', 400, { max_stress: 1e300 }, /max_stress/],
    ['an unknown optimiser', 400, { optimiser: 'newton' }, /optimiser must be one of/],
    ['symmetry of a sort', 400, { keep_symmetry: 'yes' }, /keep_symmetry must be a boolean/],
    ['a potential without a name', 400, { potential: '' }, /potential/],
    [
      'a potential that is not installed',
      409,
      { potential: 'M3GNet-other' },
      /^The potential M3GNet-other is not installed; installed are M3GNet-/,
    ],
  ])('are refused with %s', async (_, status, more, reason) => {
    const { body, ...answer } = await submit(app, user, 'relaxations', {
      structure_id: silicon,
      ...more,
    });
    expect(answer.status).toBe(status);
    expect((body as unknown as { detail: string }).detail).toMatch(reason);
  });

  it('are refused for JSON that has numbers which are none', async () => {
    for (const number of ['NaN', 'Infinity', '-Infinity', '1e999']) {
      const answer = await app.request('POST', '/api/v1/ml/eos', {
        token: user.token,
        headers: { 'content-type': 'application/json' },
        body: `{"structure_id":"${silicon}","max_strain":${number}}`,
      });
      expect(answer.status).toBe(400);
    }
  });

  it('are refused for what no potential can calculate, before anything runs', async () => {
    const refused = async (content: string, more: object = {}): Promise<string> => {
      const structure_id = await upload(app, user, content);
      const { status, body } = await submit(app, user, 'relaxations', { structure_id, ...more });
      expect(status).toBe(422);
      return (body as unknown as { detail: string }).detail;
    };
    expect(await refused(WATER_XYZ)).toMatch(/molecule/);
    expect(await refused('Po\n3.3\n1 0 0\n0 1 0\n0 0 1\nPo\n1\nDirect\n0 0 0')).toMatch(
      /does not know Po/,
    );
    expect(await refused(shakenSilicon(7))).toMatch(/has 686 atoms; at most 600/);
  });

  it('whose crystal has no bonds fail with the reason', async () => {
    const structure_id = await upload(
      app,
      user,
      ['Si', '20', '1 0 0', '0 1 0', '0 0 1', 'Si', '1', 'Direct', '0 0 0'].join('\n'),
    );
    const { body } = await submit(app, user, 'relaxations', { structure_id });
    expect(await jobEnd(app, user, body.id)).toMatchObject({
      state: 'failed',
      problem: { code: 'isolated-atom', message: 'Site 1 (Si) has no neighbour within 4 Å.' },
    });
  });
});

describe('calculations without a potential', () => {
  it('are refused with the command that installs it', async () => {
    const folder = new ModelsFolder();
    const app = await createCalculatingApp(folder, {
      env: { NANO_OS_POTENTIAL: 'M3GNet-MP-2021.2.8-PES' },
    });
    const user = await app.user();
    const structure_id = await upload(app, user, SILICON_CIF);
    for (const route of ['relaxations', 'elastic', 'eos'] as const) {
      const { status, body } = await submit(app, user, route, { structure_id });
      expect(status).toBe(409);
      expect(body).toMatchObject({ type: 'urn:nano-os:problem:model-unavailable' });
      const { detail } = body as unknown as { detail: string };
      expect(detail).toContain('`nano-os models pull M3GNet-MP-2021.2.8-PES`');
    }
    await app.close();
    folder.discard();
  });
});
