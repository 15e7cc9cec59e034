import { uniform } from '../../../test-support/uniform';
import { fitPolynomial, inverseOf, solve } from './solve';

const next = uniform(4);
const random = (size: number): number[][] =>
  Array.from({ length: size }, () => Array.from({ length: size }, () => next() - 0.5));

describe('solve', () => {
  it('finds what the matrix makes into the right side', () => {
    for (let count = 0; count < 20; count++) {
      const a = random(6);
      const x = Array.from({ length: 6 }, next);
      const b = a.map((row) => row.reduce((sum, value, i) => sum + value * x[i]!, 0));
      solve(a, b)!.forEach((value, i) => {
        // Random matrices of six rows lose up to some four digits.
        expect(Math.abs(value - x[i]!)).toBeLessThan(1e-11);
      });
    }
  });

  it('needs no pivot where the first is zero', () => {
    const a = [
      [0, 1],
      [2, 0],
    ];
    expect(solve(a, [3, 4])).toEqual([2, 3]);
  });

  it('knows a singular matrix', () => {
    const a = [
      [1, 2],
      [2, 4],
    ];
    expect(solve(a, [1, 1])).toBeUndefined();
    expect(inverseOf(a)).toBeUndefined();
  });
});

describe('fitPolynomial', () => {
  it('finds the polynomial that the points are on', () => {
    const x = [-2, -1, 0, 0.5, 1, 3];
    const y = x.map((value) => 1 - 2 * value + 0.5 * value ** 3);
    fitPolynomial(x, y, 3)!.forEach((value, power) => {
      expect(Math.abs(value - [1, -2, 0, 0.5][power]!)).toBeLessThan(1e-12);
    });
  });

  it('finds the line of least squares', () => {
    // By hand: slope 3/2, through the mean (1, 7/3).
    const [constant, slope] = fitPolynomial([0, 1, 2], [1, 2, 4], 1)!;
    expect(slope).toBeCloseTo(1.5, 12);
    expect(constant).toBeCloseTo(7 / 3 - 1.5, 12);
  });
});
