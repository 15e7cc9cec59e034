import { argument, gradientErrors } from '../../test-support/check-gradients';
import { run, valuesOf } from '../../test-support/run';
import { broadcastTo, dimSize, input, mean, mul, neg, sum, TensorError } from '../index';

const x = input('x', 'float', ['edges', 2, 1]);
const feeds = { x: { data: Float64Array.of(1, 2, 3, 4, 5, 6), dims: [3, 2, 1] } };

describe('sum and mean', () => {
  it.each([
    [undefined, false, [21], []],
    [[0], false, [9, 12], [2, 1]],
    [[-2], true, [3, 7, 11], [3, 1, 1]],
    [[0, 2], false, [9, 12], [2]],
    [[2], false, [1, 2, 3, 4, 5, 6], [3, 2]],
  ] as const)('sums over %j', async (axes, keepDims, values, dims) => {
    const { y } = await run({ y: sum(x, axes, keepDims) }, feeds);
    expect(y).toEqual({ data: Float64Array.from(values), dims });
  });

  it('divides by known and by named sizes', async () => {
    expect(await valuesOf(mean(x), feeds)).toEqual([3.5]);
    expect(await valuesOf(mean(x, [0]), feeds)).toEqual([3, 4]);
    expect(await valuesOf(mean(x, [1, 2]), feeds)).toEqual([1.5, 3.5, 5.5]);
    expect(await valuesOf(mul(dimSize('edges'), sum(x)), feeds)).toEqual([63]);
  });

  it('sums sums, repetitions, negatives and multiples', async () => {
    const repeated = broadcastTo(x, [2, 'edges', 2, 4]);
    expect(await valuesOf(sum(repeated, [0, 2, 3]), feeds)).toEqual([24, 56, 88]);
    expect(await valuesOf(sum(broadcastTo(mean(x), ['edges', 2]), [0]), feeds)).toEqual([
      10.5, 10.5,
    ]);
    expect(await valuesOf(sum(sum(x, [1]), [0]), feeds)).toEqual([21]);
    expect(await valuesOf(sum(sum(x, [1], true), [0], true), feeds)).toEqual([21]);
    expect(await valuesOf(sum(neg(mul(x, 2)), [0]), feeds)).toEqual([-18, -24]);
  });

  it('adds up nothing to zero', async () => {
    const none = { x: { data: new Float64Array(0), dims: [0, 2, 1] } };
    expect(await valuesOf(sum(x, [0]), none)).toEqual([0, 0]);
  });

  it.each([[[0]], [[1, 2]], [[0, 1, 2]]])('has gradients over %j', async (axes) => {
    const args = [argument(['edges', 2, 3], [-1, 1], { edges: 3 })];
    for (const keepDims of [false, true]) {
      for (const reduce of [sum, mean]) {
        const errors = await gradientErrors((y) => reduce(mul(y, y), axes, keepDims), args);
        expect(errors.first).toBeLessThan(1e-9);
        expect(errors.second).toBeLessThan(1e-9);
      }
    }
  });

  it('refuses axes that are not there or come twice', () => {
    expect(() => sum(x, [3])).toThrow(new TensorError('sum: [edges, 2, 1] has no axis 3.'));
    expect(() => mean(x, [0, -3])).toThrow(
      new TensorError('mean: an axis of [0, -3] comes twice.'),
    );
  });
});
