import fc from 'fast-check';
import { roundToThousandths } from './round';

describe('rounding to three decimals', () => {
  // Pairs printed by Python's round(x, 3).
  it.each([
    [0.0005, 0.001],
    [0.0015, 0.002],
    [1.0005, 1],
    [2.0005, 2.001],
    [-1.0005, -1],
    [0.0625, 0.062],
    [0.1875, 0.188],
    [-0.0625, -0.062],
    [-2.3125, -2.312],
    [3, 3],
  ])('takes %d to %d', (value, rounded) => {
    expect(roundToThousandths(value)).toBe(rounded);
  });

  it('moves no value by more than half a thousandth', () => {
    fc.assert(
      fc.property(fc.double({ min: -10, max: 10, noNaN: true }), (value) => {
        // 1e-14 covers the rounding of the subtraction itself.
        expect(Math.abs(roundToThousandths(value) - value)).toBeLessThanOrEqual(0.0005 + 1e-14);
      }),
    );
  });
});
