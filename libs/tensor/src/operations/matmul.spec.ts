import { argument, gradientErrors } from '../../test-support/check-gradients';
import { largestDifference } from '../../test-support/close';
import { randomValues } from '../../test-support/random';
import { valuesOf } from '../../test-support/run';
import { broadcastTo, input, matmul, TensorError } from '../index';

function product(a: Float64Array, b: Float64Array, [m, k, n]: readonly [number, number, number]) {
  const result = new Float64Array(m * n);
  for (let row = 0; row < m; row++) {
    for (let column = 0; column < n; column++) {
      for (let i = 0; i < k; i++) {
        result[row * n + column]! += a[row * k + i]! * b[i * n + column]!;
      }
    }
  }
  return result;
}

describe('matmul', () => {
  it('multiplies rows by a matrix', async () => {
    const [a, b] = [randomValues(20), randomValues(12)];
    const y = matmul(input('a', 'float', ['edges', 4]), input('b', 'float', [4, 3]));
    const feeds = { a: { data: a, dims: [5, 4] }, b: { data: b, dims: [4, 3] } };
    expect(largestDifference(await valuesOf(y, feeds), product(a, b, [5, 4, 3]))).toBeLessThan(
      1e-15,
    );
    expect(y.shape).toEqual(['edges', 3]);
  });

  it('multiplies equal rows once, and outer products without a product of matrices', async () => {
    const [row, column, b] = [randomValues(4), randomValues(5), randomValues(12)];
    const weights = input('b', 'float', [4, 3]);
    const equal = matmul(broadcastTo(input('row', 'float', [4]), ['edges', 4]), weights);
    const outer = matmul(input('column', 'float', ['edges', 1]), input('row', 'float', [1, 4]));
    const feeds = {
      row: { data: row, dims: [4] },
      b: { data: b, dims: [4, 3] },
      column: { data: column, dims: [5, 1] },
    };
    const first = product(row, b, [1, 4, 3]);
    const sized = matmul(equal, broadcastTo(input('one', 'float', [1]), [3, 'edges']));
    const ones = { one: { data: Float64Array.of(1), dims: [1] } };
    const sums = Array.from({ length: 2 }, () => first.reduce((total, value) => total + value, 0));
    const withSize = matmul(sized, broadcastTo(input('size', 'float', ['edges', 1]), ['edges', 1]));
    const size = { size: { data: Float64Array.of(0.5, 0.5), dims: [2, 1] } };
    const actual = await valuesOf(withSize, { ...feeds, ...ones, ...size });
    expect(largestDifference(actual, sums)).toBeLessThan(1e-15);
    const rowFeed = { ...feeds, row: { data: row, dims: [1, 4] } };
    expect(largestDifference(await valuesOf(outer, rowFeed), product(column, row, [5, 1, 4]))).toBe(
      0,
    );
  });

  it.each([
    [
      ['edges', 3],
      [3, 2],
    ],
    [
      [2, 'edges', 3],
      [3, 2],
    ],
    [
      [2, 3, 4],
      [2, 4, 2],
    ],
    [
      [3, 1, 2],
      [2, 2, 3],
    ],
    [
      [4, 1],
      [1, 3],
    ],
  ])('has gradients for %j by %j', async (left, right) => {
    if (left[0] === 3) right = [1, ...right.slice(1)];
    const sizes = { edges: 3 };
    const errors = await gradientErrors(matmul, [
      argument(left, [-1, 1], sizes),
      argument(right, [-1, 1], sizes),
    ]);
    expect(errors.first).toBeLessThan(1e-9);
    expect(errors.second).toBeLessThan(1e-9);
  });

  it('refuses shapes that do not fit', () => {
    expect(() => matmul(input('a', 'float', ['edges', 4]), input('b', 'float', [3, 2]))).toThrow(
      new TensorError('matmul: cannot multiply [edges, 4] by [3, 2].'),
    );
    expect(() => matmul(input('a', 'float', [4]), input('b', 'float', [4, 2]))).toThrow(
      TensorError,
    );
  });
});
