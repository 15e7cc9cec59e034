import type { ErrorEstimate } from '../cards/fine-tuning';
import { Random } from '../training/random';

const RESAMPLES = 2000;
const OUTSIDE = 0.025;

/**
 * The mean of values with its percentile interval by the bootstrap: Efron and Tibshirani, An
 * Introduction to the Bootstrap (1993).
 * @param groups of each value: those of a group are drawn together, since they are alike
 */
export function bootstrapMean(
  values: Float64Array,
  groups: readonly string[],
  seed: number,
): ErrorEstimate {
  const sums = new Map<string, { sum: number; count: number }>();
  values.forEach((value, index) => {
    const group = groups[index] ?? '';
    const { sum, count } = sums.get(group) ?? { sum: 0, count: 0 };
    sums.set(group, { sum: sum + value, count: count + 1 });
  });
  const drawn = [...sums.values()];
  const random = new Random(seed);
  const means = Float64Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    let count = 0;
    drawn.forEach(() => {
      const group = drawn[Math.floor(random.uniform() * drawn.length)];
      sum += group?.sum ?? 0;
      count += group?.count ?? 0;
    });
    return sum / count;
  }).sort();
  const at = (share: number): number => means[Math.round(share * (RESAMPLES - 1))] ?? NaN;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, interval: [at(OUTSIDE), at(1 - OUTSIDE)] };
}
