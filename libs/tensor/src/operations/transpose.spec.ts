import { argument, gradientErrors } from '../../test-support/check-gradients';
import { valuesOf } from '../../test-support/run';
import { constant, input, transpose, TensorError } from '../index';

const SIX = Float64Array.of(1, 2, 3, 4, 5, 6);

describe('transpose', () => {
  it('reverses the axes by default', async () => {
    const x = input('x', 'float', ['rows', 3]);
    expect(transpose(x).shape).toEqual([3, 'rows']);
    expect(await valuesOf(transpose(x), { x: { data: SIX, dims: [2, 3] } })).toEqual([
      1, 4, 2, 5, 3, 6,
    ]);
  });

  it('folds, joins with another and moves axes of size 1 freely', async () => {
    const x = input('x', 'float', ['rows', 1, 3]);
    const twice = transpose(transpose(x, [1, 2, 0]), [2, 0, 1]);
    const feeds = { x: { data: SIX, dims: [2, 1, 3] } };
    expect(await valuesOf(twice, feeds)).toEqual([...SIX]);
    expect(await valuesOf(transpose(x, [1, 0, 2]), feeds)).toEqual([...SIX]);
    expect(await valuesOf(transpose(constant(SIX, [1, 2, 3]), [2, 0, 1]))).toEqual([
      1, 4, 2, 5, 3, 6,
    ]);
  });

  it('has gradients', async () => {
    const args = [argument([2, 'rows', 2], [-1, 1], { rows: 3 })];
    const errors = await gradientErrors((x) => transpose(x, [2, 0, 1]), args);
    expect(errors.first).toBeLessThan(1e-9);
    expect(errors.second).toBeLessThan(1e-9);
  });

  it('refuses what is no order of the axes', () => {
    expect(() => transpose(input('x', 'float', ['rows', 3]), [0, 0])).toThrow(
      new TensorError('transpose: [0, 0] is no order of the axes of [rows, 3].'),
    );
  });
});
