import { ProblemException } from '@nano-os/common';
import { ModelError, type CompiledModel, type ModelAnswer, type ModelCard } from '@nano-os/models';
import type { Crystal, ModelInfo, ModelOutcome } from '../property-model';
import { NetworkFamily } from './network-family';
import type { Preference } from './precedence';

const BASE: ModelInfo = {
  name: 'CGCNN',
  version: '1.0.0',
  description: 'A family.',
  supportedProperties: ['bandgap', 'formation_energy'],
};

interface Draft extends Partial<Omit<ModelCard, 'properties'>> {
  name: string;
  properties: string[];
  /** What it says of every crystal. */
  says: Record<string, number | Float64Array> | 'refuses';
}

interface Fake extends CompiledModel {
  readonly says: Draft['says'];
}

function model({ name, properties, says, ...more }: Draft): Fake {
  const property = { output: 'value', unit: 'eV', transform: 'identity', scale: 1, shift: 0 };
  const card = {
    name,
    origin: 'published',
    training: { set: 'none', functional: 'PBE', crystals: null },
    heldOut: {},
    properties: properties.map((own) => ({ ...property, name: own })),
    ...more,
  } as unknown as ModelCard;
  return { key: `key of ${name}`, card, onnx: new Uint8Array(), says };
}

/** Says what the models say, and remembers who was asked. */
class FakePool {
  readonly asked: string[][] = [];

  predict(models: readonly CompiledModel[], crystals: readonly unknown[]) {
    this.asked.push(models.map(({ card }) => card.name));
    const answers = (models as readonly Fake[]).map(({ says, card }): ModelAnswer => {
      if (says === 'refuses') {
        return { ok: false, code: 'isolated-atom', reason: `${card.name} cannot.` };
      }
      const scalars = Object.entries(says).filter(([, value]) => typeof value === 'number');
      const confidence = Object.fromEntries(scalars.map(([name]) => [name, 0.5]));
      return { ok: true, values: says, confidence };
    });
    return Promise.resolve(crystals.map(() => answers));
  }
}

const CRYSTAL: Crystal = {
  id: 'x',
  contentHash: 'y',
  formula: 'Po',
  numAtoms: 1,
  dimensionality: 3,
  lattice: [
    [3, 0, 0],
    [0, 3, 0],
    [0, 0, 3],
  ],
  species: ['Po'],
  fracCoords: [[0, 0, 0]],
  cartCoords: null,
};
const MOLECULE: Crystal = { ...CRYSTAL, lattice: null, fracCoords: null, cartCoords: [[0, 0, 0]] };

const PUBLISHED: Preference = { origin: 'published', potential: 'PES' };
const SHIPPED: Preference = { origin: 'shipped', potential: 'PES' };

const family = (models: Fake[], preference = PUBLISHED, pool = new FakePool()) =>
  new NetworkFamily(BASE, models, preference, pool);

async function outcomeOf(models: Fake[], preference?: Preference): Promise<ModelOutcome> {
  const [outcome] = await family(models, preference).predict([CRYSTAL]);
  return outcome!;
}

const gap = model({ name: 'gap', properties: ['bandgap'], says: { bandgap: 1.25 } });
const energy = model({
  name: 'energy',
  properties: ['formation_energy'],
  says: { formation_energy: -2 },
});

describe('a family of networks', () => {
  it('answers what its models answer, and says which of them', async () => {
    expect(await outcomeOf([energy, gap])).toEqual({
      ok: true,
      properties: { bandgap: 1.25, formation_energy: -2 },
      confidenceScores: { bandgap: 0.5, formation_energy: 0.5 },
      notes: {
        models: { bandgap: 'gap', formation_energy: 'energy' },
        functionals: { bandgap: 'PBE', formation_energy: 'PBE' },
        units: { bandgap: 'eV', formation_energy: 'eV' },
      },
    });
  });

  it('puts moduli together, with confidences by their own names', async () => {
    const bulk = model({ name: 'K', properties: ['bulk_modulus'], says: { bulk_modulus: 100 } });
    const shear = model({ name: 'G', properties: ['shear_modulus'], says: { shear_modulus: 60 } });
    expect(await outcomeOf([shear, gap, bulk, energy])).toMatchObject({
      properties: { elastic_moduli: { bulk_modulus: 100, shear_modulus: 60 } },
      confidenceScores: { bulk_modulus: 0.5, shear_modulus: 0.5 },
      notes: { models: { bulk_modulus: 'K', shear_modulus: 'G' } },
    });
    expect(family([shear, gap]).info.supportedProperties).toEqual([
      'bandgap',
      'formation_energy',
      'elastic_moduli',
    ]);
  });

  it('serves no gap below 0, and gaps of other functionals in the notes', async () => {
    const says = { bandgap: -0.125, bandgap_hse: 0.5, bandgap_scan: -0.25 };
    const mfi = model({ name: 'mfi', properties: Object.keys(says), says });
    expect(await outcomeOf([mfi, energy])).toEqual({
      ok: true,
      properties: { bandgap: 0, formation_energy: -2 },
      confidenceScores: { bandgap: 0.5, formation_energy: 0.5 },
      notes: {
        models: { bandgap: 'mfi', formation_energy: 'energy' },
        functionals: { bandgap: 'PBE', formation_energy: 'PBE' },
        units: { bandgap: 'eV', formation_energy: 'eV' },
        raw_values: { bandgap: -0.125, bandgap_scan: -0.25 },
        bandgap_by_functional: { HSE: 0.5, SCAN: 0 },
      },
    });
    expect(family([mfi]).info.supportedProperties).toEqual(BASE.supportedProperties);
  });

  it('gives arrays as rows, and then shares no answer between records', async () => {
    const says = { forces: Float64Array.of(1, 2, 3, 4, 5, 6) };
    const potential = model({ name: 'PES', properties: ['forces'], says });
    expect(await outcomeOf([potential])).toMatchObject({
      properties: {
        forces: [
          [1, 2, 3],
          [4, 5, 6],
        ],
      },
      confidenceScores: {},
    });
    expect(family([potential]).reuse).toBe('record');
    expect(family([gap]).reuse).toBe('content');
  });

  it('says what it promises and has no model for', async () => {
    expect(await outcomeOf([gap])).toMatchObject({
      properties: { bandgap: 1.25 },
      notes: { omitted: { formation_energy: 'No installed model of CGCNN predicts it.' } },
    });
  });

  it('refuses molecules alone', async () => {
    const outcomes = await family([gap]).predict([CRYSTAL, MOLECULE, CRYSTAL]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(outcomes[1]).toMatchObject({ code: 'molecule' });
  });
});

describe('precedence', () => {
  const shipped = model({
    name: 'shipped',
    origin: 'shipped',
    properties: ['bandgap', 'dielectric'],
    says: { bandgap: 2, dielectric: 11 },
  });

  it('is property by property, published first unless the other way is wanted', async () => {
    const models = [shipped, gap, energy];
    expect(await outcomeOf(models)).toMatchObject({
      properties: { bandgap: 1.25, dielectric: 11 },
      notes: { models: { bandgap: 'gap', dielectric: 'shipped', formation_energy: 'energy' } },
    });
    expect(await outcomeOf(models, SHIPPED)).toMatchObject({
      properties: { bandgap: 2, formation_energy: -2 },
    });
  });

  it('gives way to models of the user, and prefers PBE, small errors and early names', async () => {
    const bandgap = (mae: number) => ({
      bandgap: { set: 'S', n: 9, mae, unit: 'eV', quantiles: [] },
    });
    const says = { bandgap: 3 };
    const drafts = [
      { name: 'r2SCAN', training: { set: '', functional: 'r2SCAN', crystals: null } },
      { name: 'b' },
      { name: 'a' },
      { name: 'worse', heldOut: bandgap(0.3) },
      { name: 'better', heldOut: bandgap(0.2) },
      { name: 'mine', origin: 'own' as const },
    ];
    const names: string[] = [];
    const left = drafts.map((draft) => model({ properties: ['bandgap'], says, ...draft }));
    while (left.length > 0) {
      const outcome = await outcomeOf(left);
      const best = outcome.ok ? outcome.notes!.models!.bandgap! : '';
      names.push(best);
      left.splice(
        left.findIndex(({ card }) => card.name === best),
        1,
      );
    }
    expect([names[0], names.at(-1)]).toEqual(['mine', 'r2SCAN']);
    expect(names.indexOf('better')).toBeLessThan(names.indexOf('worse'));
    expect(names.indexOf('a')).toBeLessThan(names.indexOf('b'));
  });

  it('puts the chosen potential first for energies and forces, and for these alone', async () => {
    const says = { energy: -5, formation_energy: -1, forces: Float64Array.of(0, 0, 0) };
    const properties = Object.keys(says);
    const mine = model({ name: 'mine', origin: 'own', properties, says });
    const training = { set: '', functional: 'r2SCAN', crystals: null };
    const chosen = model({ name: 'PES', properties, says: { ...says, energy: -6 }, training });
    const outcome = await outcomeOf([mine, chosen]);
    expect(outcome).toMatchObject({
      properties: { energy: -6 },
      notes: {
        models: { energy: 'PES', forces: 'PES', formation_energy: 'mine' },
        functionals: { energy: 'r2SCAN', formation_energy: 'PBE' },
      },
    });
    expect(await outcomeOf([mine])).toMatchObject({ notes: { models: { energy: 'mine' } } });
  });

  it('asks the next model only where the first one refuses', async () => {
    const pool = new FakePool();
    await family([gap, shipped, energy], PUBLISHED, pool).predict([CRYSTAL]);
    // The shipped one is the first for the dielectric constant.
    expect(pool.asked).toEqual([['gap', 'shipped', 'energy']]);
    const picky = model({ name: 'picky', properties: ['bandgap'], says: 'refuses' });
    const other = model({
      ...shipped.card,
      name: 'zz',
      origin: 'shipped',
      properties: ['bandgap'],
      says: { bandgap: 4 },
    });
    const second = new FakePool();
    const [outcome] = await family([picky, other, energy], PUBLISHED, second).predict([CRYSTAL]);
    expect(second.asked).toEqual([['picky', 'energy'], ['zz']]);
    expect(outcome).toMatchObject({
      properties: { bandgap: 4 },
      notes: { models: { bandgap: 'zz' } },
    });
  });

  it('tells why a property is missing that its model refuses, and the reason alone where all do', async () => {
    const picky = model({ name: 'picky', properties: ['bandgap'], says: 'refuses' });
    expect(await outcomeOf([picky, energy])).toMatchObject({
      properties: { formation_energy: -2 },
      notes: { omitted: { bandgap: 'picky cannot.' } },
    });
    expect(await outcomeOf([picky])).toMatchObject({
      ok: false,
      code: 'isolated-atom',
      reason: 'picky cannot.',
    });
  });

  it('shows in the digest, as weights do', () => {
    const digests = [
      family([gap, shipped]),
      family([gap, shipped], SHIPPED),
      family([gap]),
      family([{ ...gap, key: 'other weights' }]),
    ].map(({ weightsDigest }) => weightsDigest);
    expect(new Set(digests).size).toBe(4);
    expect(family([shipped, gap]).weightsDigest).toBe(digests[0]);
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a pool that cannot answer', () => {
  const failing = (error: Error): NetworkFamily =>
    new NetworkFamily(BASE, [gap], PUBLISHED, { predict: () => Promise.reject(error) });

  const problemOf = async (error: Error): Promise<ProblemException> => {
    const problem: unknown = await failing(error)
      .predict([CRYSTAL])
      .catch((reason: unknown) => reason);
    if (!(problem instanceof ProblemException)) throw new Error('No problem');
    return problem;
  };

  it('is not ready for a moment when too many wait', async () => {
    const { problem, headers } = await problemOf(new ModelError('busy', 'Many wait.'));
    expect([problem, headers['retry-after']]).toEqual(['not-ready', '2']);
  });

  it('has a model that cannot be run', async () => {
    const { problem, detail } = await problemOf(new ModelError('bad-model', 'It is broken.'));
    expect(problem).toBe('model-unavailable');
    expect(detail).toContain('It is broken.');
  });

  it('fails with what is no fault of a model', async () => {
    await expect(failing(new TypeError('a bug')).predict([CRYSTAL])).rejects.toThrow('a bug');
  });
});
