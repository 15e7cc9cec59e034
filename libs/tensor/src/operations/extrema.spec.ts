import { binaryDifferences, expectSmall, unaryDifferences } from '../../test-support/elementwise';
import { run, valuesOf } from '../../test-support/run';
import { abs, floor, grad, input, maximum, minimum } from '../index';

describe('extrema', () => {
  it('maximum', async () => {
    expectSmall(await binaryDifferences(maximum, Math.max, [-2, 2], [-1, 1]));
  });

  it('minimum', async () => {
    expectSmall(await binaryDifferences(minimum, Math.min, [-2, 2], [-1, 1]));
  });

  it('gives the gradient to the first where both are equal', async () => {
    const [a, b] = [input('a', 'float', [1]), input('b', 'float', [1])];
    const [maxA = a, maxB = a] = grad(maximum(a, b), [a, b]);
    const [minA = a, minB = a] = grad(minimum(a, b), [a, b]);
    const one = { data: Float64Array.of(1), dims: [1] };
    const outputs = await run({ maxA, maxB, minA, minB }, { a: one, b: one });
    expect(Object.values(outputs).map(({ data }) => data[0])).toEqual([1, 0, 1, 0]);
  });

  it('abs', async () => {
    expectSmall(await unaryDifferences(abs, Math.abs, [-2, 2]));
  });

  it('floor, through which no gradient passes', async () => {
    expectSmall(await unaryDifferences(floor, Math.floor, [-2.9, 2.9]));
    const x = input('x', 'float', [1]);
    const [slope = x] = grad(floor(x), [x]);
    expect(await valuesOf(slope)).toEqual([0]);
  });
});
