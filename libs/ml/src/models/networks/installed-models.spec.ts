import { Logger } from '@nestjs/common';
import { ProblemException } from '@nano-os/common';
import { InferencePool, ModelInstaller, ModelStore } from '@nano-os/models';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tinyModel } from '../../../../models/test-support/tiny-model';
import { knownModels } from '../known-models';
import { ModelRegistry } from '../model-registry';
import type { Crystal } from '../property-model';
import { InstalledModels } from './installed-models';

/** Rock salt, 2.1 Å apart: elements that the tiny model knows. */
const MAGNESIA: Crystal = {
  id: 'magnesia',
  contentHash: 'magnesia',
  formula: 'MgO',
  numAtoms: 2,
  dimensionality: 3,
  lattice: [
    [0, 2.1, 2.1],
    [2.1, 0, 2.1],
    [2.1, 2.1, 0],
  ],
  species: ['Mg', 'O'],
  fracCoords: [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
  cartCoords: null,
};

let directory: string;
let registry: ModelRegistry;
let pool: InferencePool;
let installed: InstalledModels;
let installer: ModelInstaller;

beforeAll(() => {
  Logger.overrideLogger(false);
});
afterAll(() => {
  Logger.overrideLogger(true);
});

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'nano-os-installed-'));
  registry = new ModelRegistry(knownModels());
  pool = new InferencePool({ threads: 1 });
  const store = new ModelStore(directory);
  installed = new InstalledModels(registry, store, pool, {
    origin: 'published',
    potential: 'PES',
  });
  installer = new ModelInstaller(directory, (_path, work) => work());
  await installed.onModuleInit();
});
afterEach(async () => {
  await installed.onApplicationShutdown();
  rmSync(directory, { recursive: true, force: true });
});

const install = (seed: number, text = {}): Promise<unknown> =>
  installer.install(tinyModel(seed, text));

async function energy(): Promise<number> {
  const [outcome] = await registry.runnable('CGCNN').predict([MAGNESIA]);
  if (!outcome?.ok) throw new Error(outcome?.reason);
  return outcome.properties.formation_energy as number;
}

function faultOf(): string {
  try {
    registry.runnable('CGCNN');
  } catch (error) {
    if (error instanceof ProblemException && error.problem === 'model-unavailable')
      return error.detail;
    throw error;
  }
  return '';
}

describe('installed models', () => {
  it('come and go without a restart', async () => {
    expect(faultOf()).toContain('No weights are installed');
    await install(1);
    await installed.refresh();
    const first = await energy();
    expect(registry.find('CGCNN').info.supportedProperties).toEqual([
      'bandgap',
      'formation_energy',
    ]);
    await install(2);
    await installed.refresh();
    expect(await energy()).not.toBe(first);
    await install(1);
    await installed.refresh();
    expect(await energy()).toBe(first);
    await installer.remove('CGCNN-tiny');
    await installed.refresh();
    expect(faultOf()).toContain('No weights are installed');
  });

  it('change the digest by which answers are kept', async () => {
    await install(1);
    await installed.refresh();
    const { weightsDigest } = registry.runnable('CGCNN');
    await install(2);
    await installed.refresh();
    expect(registry.runnable('CGCNN').weightsDigest).not.toBe(weightsDigest);
  });

  it('list what they have beyond the least', async () => {
    const [property] = tinyModel().card.properties;
    const bulk = {
      ...property!,
      name: 'bulk_modulus',
      transform: 'exp10' as const,
      scale: 0.01,
      unit: 'GPa',
    };
    await install(1, { name: 'CGCNN-moduli', properties: [bulk] });
    await installed.refresh();
    expect(registry.find('cgcnn').info.supportedProperties).toEqual([
      'bandgap',
      'formation_energy',
      'elastic_moduli',
    ]);
    expect((await registry.runnable('cgcnn').predict([MAGNESIA]))[0]).toMatchObject({
      ok: true,
      notes: { omitted: { bandgap: expect.stringContaining('No installed model') as string } },
    });
  });

  it('lose no request while they are replaced', async () => {
    await install(1);
    await installed.refresh();
    const values = new Set<number>();
    let isOver = false;
    let answered = 0;
    const client = async (): Promise<void> => {
      while (!isOver) {
        values.add(await energy());
        answered += 1;
      }
    };
    const clients = Promise.all(Array.from({ length: 8 }, client));
    for (let seed = 2; seed <= 5; seed++) {
      await install(seed);
      await installed.refresh();
      // Only answers of the new one are counted from here on.
      await energy();
    }
    isOver = true;
    await clients;
    expect(values.size).toBe(5);
    expect(answered).toBeGreaterThan(5);
  });

  it('finish with the old weights what began with them', async () => {
    await install(1);
    await installed.refresh();
    const before = await energy();
    const old = registry.runnable('CGCNN');
    await installer.remove('CGCNN-tiny');
    await installed.refresh();
    const [outcome] = await old.predict([MAGNESIA]);
    expect(outcome).toMatchObject({ ok: true, properties: { formation_energy: before } });
  });
});

describe('damaged models', () => {
  it.each([
    ['a card that is no JSON', 'card.json', '{'],
    ['a card without its fields', 'card.json', '{}'],
    ['other weights than the card says', 'weights.safetensors', 'no weights'],
  ])('with %s are told of, with what to do', async (_, file, content) => {
    await install(1);
    writeFileSync(join(directory, 'CGCNN-tiny', file), content);
    await installed.refresh();
    expect(faultOf()).toContain('CGCNN-tiny');
    expect(faultOf()).toContain('models pull');
    await install(1);
    await installed.refresh();
    expect(await energy()).toEqual(expect.any(Number));
  });

  it('leave the others of their family alone', async () => {
    await install(1);
    await install(2, { name: 'CGCNN-other' });
    truncateSync(join(directory, 'CGCNN-other', 'weights.safetensors'), 100);
    await installed.refresh();
    expect(await energy()).toEqual(expect.any(Number));
  });

  it('are refused that do not fit their network', async () => {
    const { card } = tinyModel();
    await install(1, { config: { ...card.config, atomSize: 9 } });
    await installed.refresh();
    expect(faultOf()).toContain('CGCNN-tiny');
  });
});
