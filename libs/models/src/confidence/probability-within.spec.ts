import { probabilityWithin } from './probability-within';

/** Errors spread evenly from 0 to 1. */
const even = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);

describe('probabilityWithin', () => {
  it.each([0, 0.01, 0.05, 0.33, 0.5, 0.93, 0.95])('is %d where errors are even', (tolerance) => {
    expect(probabilityWithin(tolerance, even)).toBeCloseTo(tolerance, 12);
  });

  it('falls on beyond the last quantile as it fell before it', () => {
    // Of errors with the density 1/e² from 1 on, the share 1/e is larger than e.
    const heavy = even.map((level) => 1 / (1 - level));
    for (const tolerance of [20, 25, 40, 1000]) {
      expect(probabilityWithin(tolerance, heavy)).toBeCloseTo(1 - 1 / tolerance, 12);
    }
  });

  it('is never below 0 or above 1, and rises with the tolerance', () => {
    const lists = [even, even.map(() => 0), even.map(() => 2), even.map((x) => (x < 0.7 ? 0 : x))];
    for (const quantiles of lists) {
      const values = Array.from({ length: 60 }, (_, i) => probabilityWithin(i / 20, quantiles));
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...values)).toBeLessThanOrEqual(1);
      expect(values).toEqual(values.toSorted((a, b) => a - b));
    }
  });

  it('knows no more of errors that are 0 nearly always than that they are', () => {
    expect(
      probabilityWithin(
        0.3,
        even.map(() => 0),
      ),
    ).toBeCloseTo(0.975, 12);
  });
});
