import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Crystal } from '../property-model';
import { StubModel } from './stub.model';
import ownVectors from './stub-vectors.fixture.json';

interface Vector {
  structure_id: string;
  dimensionality: number;
  properties: Record<string, number>;
  confidence_scores: Record<string, number>;
}

const SHARED = resolve(process.env.NANO_OS_SHARED ?? '../shared', 'spec/stub-vectors.json');

const crystal = (id: string, dimensionality = 3): Crystal => ({
  id,
  dimensionality,
  contentHash: '0'.repeat(64),
  formula: 'Si',
  numAtoms: 1,
  lattice: null,
  species: ['Si'],
  fracCoords: null,
  cartCoords: [[0, 0, 0]],
});

const crystals = fc.tuple(fc.uuid(), fc.integer({ min: 0, max: 3 }));

async function predictOne(id: string, dimensionality: number) {
  const [outcome] = await new StubModel().predict([crystal(id, dimensionality)]);
  if (!outcome?.ok) throw new Error('the stub answers every crystal');
  return outcome;
}

async function expectVectors(vectors: readonly Vector[]): Promise<void> {
  for (const vector of vectors) {
    const outcome = await predictOne(vector.structure_id, vector.dimensionality);
    expect({
      properties: outcome.properties,
      confidence_scores: outcome.confidenceScores,
    }).toStrictEqual({
      properties: vector.properties,
      confidence_scores: vector.confidence_scores,
    });
  }
}

describe('stub', () => {
  // Computed from the published formulas by a program in another language.
  it('equals worked cases to the digit', () => expectVectors(ownVectors));

  (existsSync(SHARED) ? it : it.skip)('equals the shared worked cases to the digit', async () => {
    const vectors = JSON.parse(readFileSync(SHARED, 'utf8')) as Vector[];
    expect(vectors).toHaveLength(40);
    await expectVectors(vectors);
  });

  it('is deterministic', () =>
    fc.assert(
      fc.asyncProperty(crystals, async ([id, dimensionality]) => {
        expect(await predictOne(id, dimensionality)).toStrictEqual(
          await predictOne(id, dimensionality),
        );
      }),
    ));

  it('gives in a batch what it gives alone', () =>
    fc.assert(
      fc.asyncProperty(fc.array(crystals, { maxLength: 20 }), async (asked) => {
        const batch = await new StubModel().predict(asked.map(([id, d]) => crystal(id, d)));
        expect(batch).toStrictEqual(await Promise.all(asked.map(([id, d]) => predictOne(id, d))));
      }),
    ));

  it('keeps the band gap within its range', () =>
    fc.assert(
      fc.asyncProperty(crystals, async ([id, dimensionality]) => {
        const { bandgap } = (await predictOne(id, dimensionality)).properties;
        const shift = [1, 0, 0.5, 0][dimensionality] ?? 0;
        expect(bandgap).toBeGreaterThanOrEqual(shift);
        expect(bandgap).toBeLessThanOrEqual(4 + shift);
      }),
    ));

  it('keeps the formation energy within its range, whatever the dimensionality', () =>
    fc.assert(
      fc.asyncProperty(crystals, async ([id, dimensionality]) => {
        const energy = (await predictOne(id, dimensionality)).properties.formation_energy;
        expect(energy).toBeGreaterThanOrEqual(-8);
        expect(energy).toBeLessThanOrEqual(-2);
        expect(energy).toBe((await predictOne(id, 3)).properties.formation_energy);
      }),
    ));

  it('scores confidence higher for layers and bulk, for each property', () =>
    fc.assert(
      fc.asyncProperty(crystals, async ([id, dimensionality]) => {
        const { properties, confidenceScores } = await predictOne(id, dimensionality);
        const base = dimensionality >= 2 ? 0.85 : 0.75;
        expect(Object.keys(confidenceScores)).toEqual(Object.keys(properties));
        for (const score of Object.values(confidenceScores)) {
          expect(score).toBeGreaterThanOrEqual(base);
          expect(score).toBeLessThanOrEqual(base + 0.1);
        }
      }),
    ));
});
