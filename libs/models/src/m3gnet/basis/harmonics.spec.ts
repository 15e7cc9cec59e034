import { evaluateRows } from '../../../test-support/evaluate';
import { uniform } from '../../../test-support/uniform';
import { harmonics } from './harmonics';

const next = uniform(11);
const DIRECTIONS = Array.from({ length: 40 }, () => {
  const vector = [next() - 0.5, next() - 0.5, next() - 0.5];
  const length = Math.hypot(...vector);
  return vector.map((x) => x / length);
});

describe('harmonics', () => {
  it('add up, in each degree, to the Legendre polynomial of the cosine', async () => {
    const rows = await evaluateRows((x) => harmonics(x, 3), DIRECTIONS);
    rows.forEach((a, i) => {
      rows.forEach((b, j) => {
        const cosine = DIRECTIONS[i]!.reduce((sum, x, axis) => sum + x * DIRECTIONS[j]![axis]!, 0);
        const product = (start: number, end: number): number =>
          a.slice(start, end).reduce((sum, x, k) => sum + x * b[start + k]!, 0);
        expect(product(0, 1)).toBe(1);
        expect(Math.abs(product(1, 4) - cosine)).toBeLessThan(1e-14);
        expect(Math.abs(product(4, 9) - (3 * cosine ** 2 - 1) / 2)).toBeLessThan(1e-14);
      });
    });
  });
});
