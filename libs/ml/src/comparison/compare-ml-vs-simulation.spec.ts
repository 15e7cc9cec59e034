import fc from 'fast-check';
import { compareMlVsSimulation } from './compare-ml-vs-simulation';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const names = fc.constantFrom(
  'bandgap',
  'gap',
  'band_gap',
  'formation_energy',
  'energy',
  'stability_score',
  'bulk_modulus',
  'x',
);
const values = fc.dictionary(names, finite);

function everyNumberIsFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return (
    typeof value !== 'object' || value === null || Object.values(value).every(everyNumberIsFinite)
  );
}

describe('comparison error metrics', () => {
  it('signs the error and the percentage, not the relative error', () => {
    const { comparisons, summary } = compareMlVsSimulation(
      { bandgap: 1, formation_energy: -3 },
      { bandgap: 2, formation_energy: -4 },
    );
    expect(comparisons).toStrictEqual({
      bandgap: { predicted: 1, simulated: 2, error: -1, percent_error: -50, relative_error: 0.5 },
      formation_energy: {
        predicted: -3,
        simulated: -4,
        error: 1,
        percent_error: -25,
        relative_error: 0.25,
      },
    });
    expect(summary).toStrictEqual({
      properties_compared: 2,
      mean_absolute_error: 1,
      root_mean_squared_error: 1,
      mean_percent_error: 37.5,
      properties_only_predicted: [],
      properties_only_simulated: [],
    });
  });

  it('takes the root of the mean square', () => {
    const { summary } = compareMlVsSimulation({ a: 3, b: 4 }, { a: 0, b: 0 });
    expect(summary.mean_absolute_error).toBe(3.5);
    // √((9 + 16) / 2), in doubles exactly.
    expect(summary.root_mean_squared_error).toBe(Math.sqrt(12.5));
  });

  it('answers 0 for no error at all, and null for nothing to compare', () => {
    const same = compareMlVsSimulation({ bandgap: 1.5 }, { bandgap: 1.5 }).summary;
    expect([same.mean_absolute_error, same.root_mean_squared_error]).toEqual([0, 0]);
    const none = compareMlVsSimulation({ bandgap: 1.5 }, { volume: 40 });
    expect(none.summary).toStrictEqual({
      properties_compared: 0,
      mean_absolute_error: null,
      root_mean_squared_error: null,
      mean_percent_error: null,
      properties_only_predicted: ['bandgap'],
      properties_only_simulated: ['volume'],
    });
    expect(none.quality).toStrictEqual({
      overall_quality: 'unknown',
      property_quality: {},
      recommendations: [],
    });
  });

  it.each([0, 9.9e-11, -9.9e-11])(
    'has no relative errors where the simulation gave %d',
    (simulated) => {
      const { comparisons, summary } = compareMlVsSimulation(
        { bandgap: 0.2 },
        { bandgap: simulated },
      );
      expect(comparisons.bandgap).toMatchObject({ percent_error: null, relative_error: null });
      expect(summary.mean_percent_error).toBeNull();
    },
  );

  it('has relative errors from 1e-10 on', () => {
    const { comparisons } = compareMlVsSimulation({ bandgap: 2e-10 }, { bandgap: 1e-10 });
    // One ulp for the division.
    expect(comparisons.bandgap?.percent_error).toBeCloseTo(100, 10);
  });
});

describe('what is compared with what', () => {
  it.each([
    ['bandgap', 'band_gap'],
    ['bandgap', 'gap'],
    ['formation_energy', 'energy'],
    ['formation_energy', 'formation_e'],
    ['stability_score', 'stability'],
  ])('knows %s as %s of a simulation', (property, alias) => {
    const { comparisons, summary } = compareMlVsSimulation({ [property]: 1 }, { [alias]: 1 });
    expect(Object.keys(comparisons)).toEqual([property]);
    expect(summary.properties_only_simulated).toEqual([]);
  });

  it('prefers the own name to another, and the first other name to the next', () => {
    const own = compareMlVsSimulation({ bandgap: 1 }, { gap: 3, band_gap: 2, bandgap: 1 });
    expect(own.comparisons.bandgap?.simulated).toBe(1);
    const first = compareMlVsSimulation({ bandgap: 1 }, { gap: 3, band_gap: 2 });
    expect(first.comparisons.bandgap?.simulated).toBe(2);
  });

  it('leaves a name alone that the prediction has itself', () => {
    const { comparisons, summary } = compareMlVsSimulation({ energy: -5 }, { energy: -4 });
    expect(Object.keys(comparisons)).toEqual(['energy']);
    expect(summary.properties_only_simulated).toEqual([]);
  });

  it('compares the moduli one by one', () => {
    const { comparisons } = compareMlVsSimulation(
      { elastic_moduli: { bulk_modulus: 100, shear_modulus: 60 } },
      { bulk_modulus: 90, shear_modulus: 60 },
    );
    expect(Object.keys(comparisons)).toEqual(['bulk_modulus', 'shear_modulus']);
    expect(comparisons.bulk_modulus?.error).toBe(10);
  });

  it('passes over what is no number', () => {
    const { comparisons, summary } = compareMlVsSimulation(
      { forces: [[0, 0, 0]], bandgap: 1, nothing: null, label: 'x' },
      { forces: 1, bandgap: Number.NaN },
    );
    expect(comparisons).toEqual({});
    expect(summary.properties_only_predicted).toEqual(['bandgap']);
    expect(summary.properties_only_simulated).toEqual(['forces']);
  });

  it('answers in one order and with finite numbers whatever is given', () => {
    fc.assert(
      fc.property(values, values, (predicted, simulated) => {
        const result = compareMlVsSimulation(predicted, simulated);
        const turned = compareMlVsSimulation(
          Object.fromEntries(Object.entries(predicted).reverse()),
          Object.fromEntries(Object.entries(simulated).reverse()),
        );
        expect(JSON.stringify(turned)).toBe(JSON.stringify(result));
        expect(everyNumberIsFinite(result)).toBe(true);
      }),
      {
        // Three of the largest percent errors, whose mean rounds up.
        examples: [
          [
            { stability_score: -1.797693134862316e296, bandgap: 0, x: 0 },
            {
              stability_score: 1e-10,
              x: -1.797693134862316e306,
              bandgap: -1.797693134862316e306,
            },
          ],
        ],
      },
    );
  });
});
