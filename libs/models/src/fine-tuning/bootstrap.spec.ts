import { Random } from '../training/random';
import { bootstrapMean } from './bootstrap';

describe('the bootstrap of a mean', () => {
  it('has the width that theory gives to normal numbers', () => {
    const random = new Random(5);
    const values = Float64Array.from({ length: 400 }, () => 3 + 2 * random.normal());
    const groups = Array.from(values, (_, index) => `${index}`);
    const { mean, interval } = bootstrapMean(values, groups, 1);
    const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 400);
    // 2 · 1.96 standard errors; 2,000 resamples tell the width to some 4 %.
    const width = (2 * 1.96 * deviation) / Math.sqrt(400);
    expect((interval[1] - interval[0]) / width).toBeGreaterThan(0.9);
    expect((interval[1] - interval[0]) / width).toBeLessThan(1.1);
    expect(bootstrapMean(values, groups, 1).interval).toEqual(interval);
  });

  it('is as uncertain as groups are few', () => {
    const values = Float64Array.from({ length: 100 }, (_, index) => index % 10);
    const alone = bootstrapMean(
      values,
      Array.from(values, (_, i) => `${i}`),
      1,
    );
    const together = bootstrapMean(
      values,
      Array.from(values, (x) => `${x}`),
      1,
    );
    const width = ({ interval: [low, high] }: typeof alone): number => high - low;
    // Ten times fewer independent values: the root of ten wider.
    expect(width(together) / width(alone)).toBeGreaterThan(2.5);
    expect(width(together) / width(alone)).toBeLessThan(3.8);
  });
});
