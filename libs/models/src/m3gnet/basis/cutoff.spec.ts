import { grad, sum } from '@nano-os/tensor';
import { evaluateRows } from '../../../test-support/evaluate';
import { polynomialCutoff } from './cutoff';

const DISTANCES = [0, 0.5, 1.7, 3.2, 3.999, 4, 4.001, 5].map((r) => [r]);

describe('polynomialCutoff', () => {
  it('is 1 − 10x³ + 15x⁴ − 6x⁵ within the cutoff and 0 beyond', async () => {
    const rows = await evaluateRows((r) => polynomialCutoff(r, 4), DISTANCES);
    DISTANCES.forEach(([r = NaN], i) => {
      const x = r / 4;
      const expected = x < 1 ? 1 - 10 * x ** 3 + 15 * x ** 4 - 6 * x ** 5 : 0;
      expect(Math.abs(rows[i]![0]! - expected)).toBeLessThan(2e-15);
    });
  });

  it('has the slope −30 x² (1 − x)² / c', async () => {
    const rows = await evaluateRows((r) => {
      const [slope = r] = grad(sum(polynomialCutoff(r, 4)), [r]);
      return slope;
    }, DISTANCES);
    DISTANCES.forEach(([r = NaN], i) => {
      const x = Math.min(r / 4, 1);
      expect(Math.abs(rows[i]![0]! + (30 * x ** 2 * (1 - x) ** 2) / 4)).toBeLessThan(1e-14);
    });
  });
});
