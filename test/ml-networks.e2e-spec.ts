import type { Prediction } from '@nano-os/ml';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestApp, type Actor, type TestApp } from './support/app';
import { cubicPoscar, SALT_POSCAR, SILICON_CIF, WATER_XYZ } from './support/crystals';
import { call, predict, PROPERTIES, upload } from './support/ml';
import { ModelsFolder, property, seededModel } from './support/networks';

const MAX_ATOMS = 30;

interface Problem {
  type: string;
  status: number;
  detail: string;
  code?: string;
}

interface Listed {
  name: string;
  available: boolean;
  supported_properties: string[];
}

const gap = property('bandgap');
const energy = property('formation_energy', { unit: 'eV/atom', scale: 0.1 });
const modulus = (name: string) =>
  property(name, { unit: 'GPa', transform: 'exp10', scale: 0.01, shift: 2 });

/** Errors as a card has them: an error of 0.3 is half way through the list. */
const heldOut = {
  bandgap: {
    set: 'made up',
    n: 1000,
    mae: 0.3,
    unit: 'eV',
    quantiles: Array.from({ length: 19 }, (_, i) => 0.03 * (i + 1)),
  },
};

let folder: ModelsFolder;
let app: TestApp;
let user: Actor;

beforeAll(async () => {
  folder = new ModelsFolder();
  app = await createTestApp({
    env: {
      NANO_OS_MODELS_DIR: folder.path,
      MAX_PREDICTION_ATOMS: String(MAX_ATOMS),
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

const predictWith = (structureId: string, model_name: string, more = {}) =>
  predict(app, user, structureId, { model_name, ...more });

async function problemOf(structureId: string, model_name: string): Promise<Problem> {
  const { body } = await predictWith(structureId, model_name);
  return body as unknown as Problem;
}

async function listed(name: string): Promise<Listed> {
  const { body } = await call<{ models: Listed[] }>(app, user, 'GET', '/api/v1/ml/models');
  return body.models.find((model) => model.name === name)!;
}

describe('networks', () => {
  it('are not there before they are installed, and there without a restart afterwards', async () => {
    const id = await upload(app, user, SILICON_CIF);
    for (const name of ['CGCNN', 'megnet']) {
      expect(await problemOf(id, name)).toMatchObject({
        status: 409,
        type: 'urn:nano-os:problem:model-unavailable',
        detail: expect.stringContaining('models pull') as string,
      });
    }
    expect((await listed('CGCNN')).available).toBe(false);
    await folder.install(
      seededModel('CGCNN', 'CGCNN-gap', [gap], 1, { heldOut }),
      seededModel('CGCNN', 'CGCNN-energy', [energy], 2),
      seededModel('MEGNet', 'MEGNet-energy', [energy], 3),
      seededModel('MEGNet', 'MEGNet-gap', [{ ...gap, scale: -1 }], 4),
      seededModel('MEGNet', 'MEGNet-K', [modulus('bulk_modulus')], 5),
      seededModel('MEGNet', 'MEGNet-G', [modulus('shear_modulus')], 6),
    );
    expect(await listed('MEGNet')).toMatchObject({
      available: true,
      supported_properties: ['bandgap', 'formation_energy', 'elastic_moduli'],
    });
    const { status, body } = await predictWith(id, 'cgcnn');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      model_name: 'CGCNN',
      model_version: '1.0.0',
      cached: false,
      properties: {
        bandgap: expect.any(Number) as number,
        formation_energy: expect.any(Number) as number,
      },
      metadata: {
        formula: 'Si8',
        weights_digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        models: { bandgap: 'CGCNN-gap', formation_energy: 'CGCNN-energy' },
      },
    });
    // The errors of this card, and none on that of the other model.
    expect(body.confidence_scores.bandgap).toBeCloseTo(0.5, 6);
    expect(body.confidence_scores.formation_energy).toBe(0);
  });

  it('answer moduli together, and no gap below 0', async () => {
    const id = await upload(app, user, SILICON_CIF);
    const { status, body } = await predictWith(id, 'MEGNet');
    expect(status).toBe(200);
    expect(body.properties).toEqual({
      bandgap: 0,
      formation_energy: expect.any(Number) as number,
      elastic_moduli: {
        bulk_modulus: expect.any(Number) as number,
        shear_modulus: expect.any(Number) as number,
      },
    });
    expect(Object.keys(body.confidence_scores).sort()).toEqual([
      'bandgap',
      'bulk_modulus',
      'formation_energy',
      'shear_modulus',
    ]);
    expect(body.metadata?.raw_values?.bandgap).toBeLessThan(0);
    const again = await call<Prediction>(app, user, 'GET', `${PROPERTIES}/${id}?model_name=megnet`);
    expect(again.body).toEqual({ ...body, cached: true });
  });

  it('give a crystal the same answer alone and in a batch', async () => {
    const silicon = await upload(app, user, SILICON_CIF);
    const others = [3, 3.1, 3.2].map((a) => upload(app, user, cubicPoscar('Mg', a)));
    const ids = [silicon, ...(await Promise.all(others))];
    const { body } = await call<{ predictions: Prediction[]; errors: unknown }>(
      app,
      user,
      'POST',
      `${PROPERTIES}/batch`,
      { structure_ids: ids, model_name: 'CGCNN', force_recompute: true },
    );
    expect(body.errors).toBeNull();
    for (const [i, id] of ids.entries()) {
      const alone = (await predictWith(id, 'CGCNN', { force_recompute: true })).body;
      const together = body.predictions[i]!;
      expect(together.structure_id).toBe(id);
      for (const name of ['bandgap', 'formation_energy']) {
        const [one, other] = [alone, together].map(({ properties }) => properties[name] as number);
        expect(Math.abs(one! - other!)).toBeLessThan(1e-6);
      }
    }
  });

  it('are asked once for one content, and anew when the weights change', async () => {
    const content = cubicPoscar('Mg', 3.33);
    const [first, second] = [await upload(app, user, content), await upload(app, user, content)];
    const before = (await predictWith(first, 'CGCNN')).body;
    expect((await predictWith(first, 'CGCNN')).body).toEqual({ ...before, cached: true });
    const shared = (await predictWith(second, 'CGCNN')).body;
    expect(shared.properties).toEqual(before.properties);
    expect(shared.metadata).toEqual(before.metadata);
    await folder.install(seededModel('CGCNN', 'CGCNN-energy', [energy], 7));
    const after = (await predictWith(first, 'CGCNN')).body;
    expect(after.cached).toBe(false);
    expect(after.metadata?.weights_digest).not.toBe(before.metadata?.weights_digest);
    expect(after.properties.bandgap).toBe(before.properties.bandgap);
    expect(after.properties.formation_energy).not.toBe(before.properties.formation_energy);
    // The old weights come back with their old answers.
    await folder.install(seededModel('CGCNN', 'CGCNN-energy', [energy], 2));
    expect((await predictWith(first, 'CGCNN')).body).toEqual({ ...before, cached: true });
  });

  it('lose no request while they are replaced', async () => {
    const id = await upload(app, user, SALT_POSCAR);
    const statuses: number[] = [];
    const energies = new Set<unknown>();
    let isOver = false;
    const client = async (): Promise<void> => {
      while (!isOver) {
        const { status, body } = await predictWith(id, 'CGCNN', { force_recompute: true });
        statuses.push(status);
        energies.add(body.properties.formation_energy);
      }
    };
    const clients = Promise.all(Array.from({ length: 6 }, client));
    for (const seed of [8, 9, 2]) {
      await folder.install(seededModel('CGCNN', 'CGCNN-energy', [energy], seed));
      await predictWith(id, 'CGCNN', { force_recompute: true });
    }
    isOver = true;
    await clients;
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(energies.size).toBeGreaterThanOrEqual(2);
  });

  it('are measured', async () => {
    const text = await (await app.request('GET', '/metrics')).text();
    expect(text).toMatch(/nano_os_inference_batch_crystals_count\{model="CGCNN-gap"\} [1-9]/);
    expect(text).toMatch(/nano_os_inference_seconds_sum\{model="MEGNet-K"\} 0\.\d*[1-9]/);
    expect(text).toContain('nano_os_inference_waiting 0');
    expect(text).toContain('nano_os_inference_busy_threads 0');
  });
});

describe('what networks cannot know', () => {
  const cases = [
    ['a molecule', 'molecule', 'CGCNN', WATER_XYZ],
    ['an element without an embedding', 'unknown-element', 'MEGNet', cubicPoscar('Po', 3.35)],
    ['an isolated atom', 'isolated-atom', 'MEGNet', cubicPoscar('Mg', 12)],
    ['too few neighbours', 'too-few-neighbours', 'CGCNN', cubicPoscar('Mg', 7)],
    [
      'more atoms than the limit',
      'too-many-atoms',
      'CGCNN',
      `large\n30\n1 0 0\n0 1 0\n0 0 1\nMg\n${MAX_ATOMS + 1}\nDirect\n${Array.from(
        { length: MAX_ATOMS + 1 },
        (_, i) => `${i / 32} ${((5 * i) % 32) / 32} ${((11 * i) % 32) / 32}`,
      ).join('\n')}\n`,
    ],
  ] as const;

  it.each(cases)('is said of %s', async (_, code, model, content) => {
    const id = await upload(app, user, content);
    expect(await problemOf(id, model)).toMatchObject({
      status: 422,
      type: 'urn:nano-os:problem:unprocessable',
      code,
    });
  });

  it('is said in a batch of the items that it is about', async () => {
    const good = await upload(app, user, SILICON_CIF);
    const bad = await Promise.all(cases.map(([, , , content]) => upload(app, user, content)));
    const { status, body } = await call<{ total: number; errors: Record<string, string> }>(
      app,
      user,
      'POST',
      `${PROPERTIES}/batch`,
      { structure_ids: [...bad.slice(0, 2), good, ...bad.slice(2)], model_name: 'CGCNN' },
    );
    expect([status, body.total]).toEqual([200, 1]);
    expect(Object.keys(body.errors).sort()).toEqual([...bad].sort());
    expect(body.errors[bad[0]!]).toContain('molecule');
  });
});

describe('a model that is damaged', () => {
  it('is a conflict with the way out of it, in a batch too, and never an error of ours', async () => {
    const id = await upload(app, user, cubicPoscar('Mg', 3.4));
    await folder.remove('CGCNN-energy');
    writeFileSync(join(folder.path, 'CGCNN-gap', 'weights.safetensors'), 'no weights');
    await folder.refresh();
    const batch = await call<Problem>(app, user, 'POST', `${PROPERTIES}/batch`, {
      structure_ids: [id],
      model_name: 'CGCNN',
    });
    for (const problem of [await problemOf(id, 'CGCNN'), batch.body]) {
      expect(problem).toMatchObject({
        status: 409,
        type: 'urn:nano-os:problem:model-unavailable',
        detail: expect.stringMatching(/CGCNN-gap .*models pull/) as string,
      });
    }
    expect((await listed('CGCNN')).available).toBe(false);
    expect((await listed('MEGNet')).available).toBe(true);
  });
});
