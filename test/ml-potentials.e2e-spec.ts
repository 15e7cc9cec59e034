import type { Prediction } from '@nano-os/ml';
import { parseStructure, type Structure } from '@nano-os/crystal';
import { NetworkPotential } from '../libs/models/src/calculators';
import { POTENTIAL, shakenSilicon } from './support/calculations';
import { createTestApp, type Actor, type TestApp } from './support/app';
import { call, predict, PROPERTIES, upload } from './support/ml';
import { ModelsFolder, property, seededModel } from './support/networks';

interface History {
  predictions: Prediction[];
}

describe('predictions of a potential', () => {
  const folder = new ModelsFolder();
  let app: TestApp;
  let user: Actor;

  beforeAll(async () => {
    const { name, ...card } = POTENTIAL.card;
    const units: Record<string, string> = { energy: 'eV', forces: 'eV/Å', stresses: 'GPa' };
    const properties = card.properties.map((own) => ({ ...own, unit: units[own.name] ?? '' }));
    const training = { set: 'none', functional: 'PBE', crystals: null };
    await folder.install({ ...POTENTIAL, card: { ...card, name, properties, training } });
    app = await createTestApp({
      env: {
        NANO_OS_MODELS_DIR: folder.path,
        NANO_OS_POTENTIAL: name,
        INFERENCE_THREADS: '1',
      },
    });
    folder.serve(app);
    user = await app.user();
  });
  afterAll(async () => {
    await app.close();
    folder.discard();
  });

  const M3GNET = { model_name: 'M3GNET' };

  it('have the energy of the cell, forces by site and the stress, with units and functional', async () => {
    const content = shakenSilicon(2);
    const id = await upload(app, user, content);
    const { status, body } = await predict(app, user, id, M3GNET);
    expect(status).toBe(200);
    const { energy, forces, stresses } = body.properties as {
      energy: number;
      forces: number[][];
      stresses: number[][];
    };
    const [answer] = await (
      await NetworkPotential.open(POTENTIAL)
    ).calculate([parseStructure(content).structure as Structure]);
    if (!answer || !('energy' in answer)) throw new Error('the library has an answer');
    // The same network, whose geometry is rounded otherwise after reading and writing.
    expect(Math.abs(energy - answer.energy)).toBeLessThan(1e-5 * 16);
    expect(forces).toHaveLength(16);
    forces.flat().forEach((x, i) => {
      expect(Math.abs(x - answer.forces[i]!)).toBeLessThan(1e-4);
    });
    stresses.flat().forEach((x, i) => {
      expect(Math.abs(x - answer.stress[i]!)).toBeLessThan(1e-2);
    });
    expect(body.metadata).toMatchObject({
      models: { energy: POTENTIAL.card.name, forces: POTENTIAL.card.name },
      functionals: { energy: 'PBE', forces: 'PBE', stresses: 'PBE' },
      units: { energy: 'eV', forces: 'eV/Å', stresses: 'GPa' },
      omitted: { formation_energy: 'No installed model of M3GNET predicts it.' },
    });
    const { body: models } = await call<{
      models: { name: string; supported_properties: string[] }[];
    }>(app, user, 'GET', '/api/v1/ml/models');
    expect(models.models.find(({ name }) => name === 'M3GNET')!.supported_properties).toEqual([
      'formation_energy',
      'forces',
      'stresses',
      'energy',
    ]);
  });

  it('of large cells come back whole, and without their forces in the history', async () => {
    const id = await upload(app, user, shakenSilicon(4));
    const first = (await predict(app, user, id, M3GNET)).body;
    expect(first.properties.forces).toHaveLength(128);
    const read = async (path: string): Promise<string> =>
      (await app.request('GET', `${PROPERTIES}/${id}${path}`, { token: user.token })).text();
    // Also the order of the members is that of the fresh answer.
    expect(await read('')).toBe(JSON.stringify({ ...first, cached: true }));
    expect((await predict(app, user, id, M3GNET)).body).toEqual({ ...first, cached: true });

    const { forces, ...slim } = first.properties;
    expect(forces).toBeDefined();
    const [listed] = (JSON.parse(await read('/history')) as History).predictions;
    expect(listed!.properties).toEqual(slim);
    expect(listed!.metadata!.omitted).toMatchObject({ forces: expect.any(String) as string });
    const [whole] = (JSON.parse(await read('/history?large_arrays=true')) as History).predictions;
    expect(whole).toEqual({ ...first, cached: true });
    expect(
      (await call(app, user, 'GET', `${PROPERTIES}/${id}/history?large_arrays=1`)).status,
    ).toBe(400);
  });

  it('are compared by what is a number', async () => {
    const id = await upload(app, user, shakenSilicon(4));
    const prediction = (await predict(app, user, id, M3GNET)).body;
    const energy = prediction.properties.energy as number;
    const simulation = await call<{ id: string }>(app, user, 'POST', '/api/v1/simulations', {
      structure_id: id,
      code: 'VASP',
      method: 'PBE',
      summary: { energy: energy + 1 },
    });
    const { status, body } = await call<{ comparisons: Record<string, { error: number }> }>(
      app,
      user,
      'POST',
      '/api/v1/ml/compare',
      {
        predicted_properties_id: prediction.id,
        simulation_result_id: simulation.body.id,
      },
    );
    expect(status).toBe(200);
    expect(Object.keys(body.comparisons)).toEqual(['energy']);
    expect(Math.abs(body.comparisons.energy!.error + 1)).toBeLessThan(1e-9);
  });

  it('have the formation energy of a model of its own', async () => {
    const gap = property('formation_energy', { unit: 'eV/atom' });
    const model = seededModel('CGCNN', 'M3GNet-energies', [gap], 3, { family: 'M3GNET' });
    await folder.install(model);
    const id = await upload(app, user, shakenSilicon(2));
    const { body } = await predict(app, user, id, M3GNET);
    expect(Object.keys(body.properties)).toEqual([
      'formation_energy',
      'energy',
      'forces',
      'stresses',
    ]);
    expect(body.metadata!.models).toMatchObject({
      formation_energy: 'M3GNet-energies',
      energy: POTENTIAL.card.name,
    });
    expect(body.metadata!.omitted).toBeUndefined();
  });
});
