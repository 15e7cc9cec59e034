import { aggregateComparisons } from './aggregate';
import { compareMlVsSimulation } from './compare-ml-vs-simulation';

describe('aggregate of comparisons', () => {
  it('gathers the errors of each property', () => {
    const comparisons = [
      compareMlVsSimulation({ bandgap: 1, dielectric: 12 }, { bandgap: 4, dielectric: 10 }),
      compareMlVsSimulation({ bandgap: 5 }, { gap: 1 }),
      compareMlVsSimulation({ bandgap: 5 }, {}),
    ].map((result) => result.comparisons);
    expect(aggregateComparisons(comparisons)).toStrictEqual({
      bandgap: {
        mean_absolute_error: 3.5,
        root_mean_squared_error: Math.sqrt(12.5),
        max_error: 4,
        n: 2,
      },
      dielectric: { mean_absolute_error: 2, root_mean_squared_error: 2, max_error: 2, n: 1 },
    });
  });

  it('is empty for nothing', () => {
    expect(aggregateComparisons([])).toEqual({});
  });
});
