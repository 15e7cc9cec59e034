import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { admitInto, importTree } from '../libs/models/src';
import { SHARED } from '../libs/models/test-support/shared';
import { createTestApp, type Actor, type TestApp } from './support/app';
import { jobEnd, JOBS, submit } from './support/calculations';
import { SILICON_CIF } from './support/crystals';
import { call, predict, upload } from './support/ml';
import { ModelsFolder } from './support/networks';

const NAME = 'M3GNet-MP-2021.2.8-PES';
const TREE = join(SHARED, 'weights/materialsvirtuallab+matgl/pretrained_models');
const suite = existsSync(join(TREE, NAME)) ? describe : describe.skip;

suite('the published potential (skipped where NANO_OS_SHARED has no weights)', () => {
  const folder = new ModelsFolder();
  let app: TestApp;
  let user: Actor;
  let silicon: string;

  beforeAll(async () => {
    await importTree(join(TREE, NAME), {
      admit: admitInto(folder.installer),
      onOutcome: () => undefined,
    });
    // No name of a potential anywhere: it is the one that the configuration begins with.
    app = await createTestApp({
      env: { NANO_OS_MODELS_DIR: folder.path, INFERENCE_THREADS: '1', JOB_CONCURRENCY: '1' },
    });
    user = await app.user();
    silicon = await upload(app, user, SILICON_CIF);
  });
  afterAll(async () => {
    await app.close();
    folder.discard();
  });

  it('relaxes silicon to the lattice of its card, which is stored with its parent named', async () => {
    const { body } = await submit(app, user, 'relaxations', { structure_id: silicon });
    const job = await jobEnd(app, user, body.id);
    expect(job).toMatchObject({
      state: 'completed',
      parameters: { potential: NAME },
      result: { outcome: 'converged' },
    });
    const stored = await call<{ id: string; volume: number; parent_id: string }>(
      app,
      user,
      'POST',
      `${JOBS}/${body.id}/structure`,
      {},
    );
    expect(stored.body.parent_id).toBe(silicon);
    // What its card lists for the conventional cell, within 0.2 %.
    expect(Math.abs(Math.cbrt(stored.body.volume) / 5.45671 - 1)).toBeLessThan(0.002);

    const { body: prediction } = await predict(app, user, stored.body.id, { model_name: 'M3GNET' });
    const { energy, forces } = prediction.properties as { energy: number; forces: number[][] };
    // The relaxation and the prediction ask the same network, in single precision.
    expect(Math.abs(energy - (job.result as { energy: number }).energy)).toBeLessThan(1e-4);
    expect(Math.max(...forces.flat().map(Math.abs))).toBeLessThan(0.02);
    expect(prediction.metadata).toMatchObject({
      models: { energy: NAME, forces: NAME, stresses: NAME },
      functionals: { energy: 'PBE' },
      units: { energy: 'eV', forces: 'eV/Å', stresses: 'GPa' },
    });
  });

  it('gives silicon one bulk modulus, by the elastic tensor and by the equation of state', async () => {
    const moduli = [];
    for (const route of ['elastic', 'eos'] as const) {
      const { body } = await submit(app, user, route, { structure_id: silicon });
      const { state, result } = await jobEnd(app, user, body.id);
      expect(state).toBe('completed');
      const { bulk_modulus } = result as { bulk_modulus: number | { hill: number } };
      moduli.push(typeof bulk_modulus === 'number' ? bulk_modulus : bulk_modulus.hill);
    }
    const [tensor, volumes] = moduli as [number, number];
    expect(Math.abs(tensor / volumes - 1)).toBeLessThan(0.03);
    // PBE has 89 GPa; the potential's own error is some 15 %.
    expect(tensor).toBeGreaterThan(75);
    expect(tensor).toBeLessThan(110);
  });
});
