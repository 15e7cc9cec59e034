import type { CompiledModel, ModelAnswer, ModelCard } from '@nano-os/models';
import { NetworkFamily } from '../src/models/networks/network-family';
import type { Preference } from '../src/models/networks/precedence';
import type { Crystal, ModelInfo, ModelOutcome } from '../src/models/property-model';

export const BASE: ModelInfo = {
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

export interface FakeModel extends CompiledModel {
  readonly says: Draft['says'];
}

export function model({ name, properties, says, ...more }: Draft): FakeModel {
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
export class FakePool {
  readonly asked: string[][] = [];

  predict(models: readonly CompiledModel[], crystals: readonly unknown[]) {
    this.asked.push(models.map(({ card }) => card.name));
    const answers = (models as readonly FakeModel[]).map(({ says, card }): ModelAnswer => {
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

export const CRYSTAL: Crystal = {
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
export const PUBLISHED: Preference = { origin: 'published', potential: 'PES' };
export const SHIPPED: Preference = { origin: 'shipped', potential: 'PES' };

export const family = (models: FakeModel[], preference = PUBLISHED, pool = new FakePool()) =>
  new NetworkFamily(BASE, models, preference, pool);

export async function outcomeOf(
  models: FakeModel[],
  preference?: Preference,
): Promise<ModelOutcome> {
  const [outcome] = await family(models, preference).predict([CRYSTAL]);
  if (!outcome) throw new Error('The family gave no outcome');
  return outcome;
}

export const gap = model({ name: 'gap', properties: ['bandgap'], says: { bandgap: 1.25 } });
export const energy = model({
  name: 'energy',
  properties: ['formation_energy'],
  says: { formation_energy: -2 },
});
