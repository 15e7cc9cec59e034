import { expectSmall, unaryDifferences } from '../../test-support/elementwise';
import { run, valuesOf } from '../../test-support/run';
import { grad, input, mul, pow, reciprocal, sqrt, square, sum } from '../index';

describe('powers', () => {
  it('square', async () => {
    expectSmall(await unaryDifferences(square, (x) => x * x, [-2, 2]));
  });

  it('sqrt', async () => {
    expectSmall(await unaryDifferences(sqrt, Math.sqrt, [0.5, 4]));
  });

  it('reciprocal', async () => {
    expectSmall(await unaryDifferences(reciprocal, (x) => 1 / x, [0.5, 2]));
  });

  it.each([-3, -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.7, 3, 4, 6, 7, 70])(
    'pow %d',
    async (exponent) => {
      const differences = await unaryDifferences(
        (x) => pow(x, exponent),
        (x) => x ** exponent,
        exponent === 70 ? [0.9, 1.02] : [0.6, 1.5],
      );
      // Derivatives of high powers are large, and with them the error of the finite differences.
      const isHigh = Math.abs(exponent) > 5;
      expectSmall(differences, {
        float32: isHigh ? 1e-5 : 1e-6,
        second: exponent === 70 ? 1e-6 : 3e-9,
        first: exponent === 70 ? 1e-6 : 1e-9,
      });
    },
  );

  it('takes negative bases to whole powers', async () => {
    const x = input('x', 'float', [1]);
    const feeds = { x: { data: Float64Array.of(-2), dims: [1] } };
    expect(await valuesOf(pow(x, 5), feeds)).toEqual([-32]);
    expect(await valuesOf(pow(x, -3), feeds)).toEqual([-0.125]);
  });

  it('has zero, not NaN, for the gradients of the length of a vector of zeros', async () => {
    const x = input('x', 'float', [2, 3]);
    const length = sqrt(sum(square(x), [1]));
    const [first = x] = grad(length, [x]);
    const [second = x] = grad(sum(mul(first, x)), [x]);
    const feeds = { x: { data: Float64Array.of(0, 0, 0, 3, 0, 4), dims: [2, 3] } };
    for (const precision of ['float32', 'float64'] as const) {
      const outputs = await run({ first, second }, feeds, precision);
      const expected = [0, 0, 0, 0.6, 0, 0.8];
      for (const [i, value] of expected.entries()) {
        expect(outputs.first!.data[i]).toBeCloseTo(value, 6);
        // The sum of first · x is the length, whose gradient is the same.
        expect(outputs.second!.data[i]).toBeCloseTo(value, 6);
      }
    }
  });
});
