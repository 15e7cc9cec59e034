import { argument, gradientErrors } from '../../test-support/check-gradients';
import { run, valuesOf } from '../../test-support/run';
import { cast, constant, grad, input, mul, square, stopGradient, sum } from '../index';

describe('cast and stopGradient', () => {
  it('changes the kind', async () => {
    const x = input('x', 'double', [3]);
    const outputs = {
      float: cast(x, 'float'),
      int: cast(x, 'int'),
      bool: cast(x, 'bool'),
      folded: cast(constant([-1.5, 0, 2.7]), 'int'),
    };
    const feeds = { x: { data: Float64Array.of(-1.5, 0, 0.1), dims: [3] } };
    const result = await run(outputs, feeds, 'float32');
    expect(result.float?.data).toEqual(Float32Array.of(-1.5, 0, 0.1));
    expect(result.int?.data).toEqual(Int32Array.of(-1, 0, 0));
    expect(result.bool?.data).toEqual(Int32Array.of(1, 0, 1));
    expect(result.folded?.data).toEqual(Int32Array.of(-1, 0, 2));
  });

  it('passes gradients between float and double', async () => {
    const f = (x: ReturnType<typeof input>) => cast(square(cast(x, 'double')), 'float');
    const errors = await gradientErrors(f, [argument([3])]);
    expect(errors.first).toBeLessThan(1e-9);
    expect(errors.second).toBeLessThan(1e-9);
    const x = input('x', 'double', [1]);
    const [slope = x] = grad(square(cast(x, 'float')), [x]);
    expect(slope.kind).toBe('double');
    expect(
      await valuesOf(slope, { x: { data: Float64Array.of(3), dims: [1] } }, 'float32'),
    ).toEqual([6]);
  });

  it('computes geometry in float64 within a graph of float32', async () => {
    const x = input('x', 'double', [1]);
    const difference = cast(mul(sum(x), 1), 'double');
    const feeds = { x: { data: Float64Array.of(1 + 1e-12), dims: [1] } };
    expect(await valuesOf(difference, feeds, 'float32')).toEqual([1 + 1e-12]);
  });

  it('lets no gradient through', async () => {
    const x = input('x', 'float', [1]);
    const [slope = x] = grad(mul(stopGradient(square(x)), x), [x]);
    expect(await valuesOf(slope, { x: { data: Float64Array.of(3), dims: [1] } })).toEqual([9]);
  });
});
