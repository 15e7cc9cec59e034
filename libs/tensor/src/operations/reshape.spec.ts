import { argument, gradientErrors } from '../../test-support/check-gradients';
import { run, valuesOf } from '../../test-support/run';
import { broadcastTo, expandDims, input, reshape, squeeze, TensorError } from '../index';

const SIX = Float64Array.of(1, 2, 3, 4, 5, 6);

describe('reshape', () => {
  it('keeps named sizes', async () => {
    const x = input('x', 'float', ['edges', 6]);
    const y = reshape(x, ['edges', 2, 3]);
    const { y: values } = await run({ y }, { x: { data: SIX, dims: [1, 6] } });
    expect(values).toEqual({ data: SIX, dims: [1, 2, 3] });
  });

  it('moves a named size, also of zero elements', async () => {
    const x = input('x', 'float', ['edges', 6]);
    const y = reshape(x, [3, 'edges', 2]);
    const full = await run({ y }, { x: { data: SIX, dims: [1, 6] } });
    expect(full.y?.dims).toEqual([3, 1, 2]);
    const empty = await run({ y }, { x: { data: new Float64Array(0), dims: [0, 6] } });
    expect(empty.y?.dims).toEqual([3, 0, 2]);
  });

  it('goes from one named size to another', async () => {
    const x = input('x', 'float', ['edges']);
    const y = reshape(x, ['atoms', 3]);
    const { y: values } = await run({ y }, { x: { data: SIX, dims: [6] } });
    expect(values).toEqual({ data: SIX, dims: [2, 3] });
  });

  it('puts in and takes out axes of size 1', async () => {
    const x = input('x', 'float', ['edges', 3]);
    expect(expandDims(x, 1).shape).toEqual(['edges', 1, 3]);
    expect(expandDims(x, -1).shape).toEqual(['edges', 3, 1]);
    expect(squeeze(expandDims(expandDims(x, 0), 2)).shape).toEqual(['edges', 3]);
    expect(squeeze(expandDims(expandDims(x, 0), 2), [-2]).shape).toEqual([1, 'edges', 3]);
    const y = expandDims(broadcastTo(expandDims(x, 1), ['edges', 2, 3]), 0);
    expect(await valuesOf(y, { x: { data: SIX.slice(0, 3), dims: [1, 3] } })).toEqual([
      1, 2, 3, 1, 2, 3,
    ]);
  });

  it('has gradients', async () => {
    const args = [argument(['edges', 6], [-1, 1], { edges: 2 })];
    const errors = await gradientErrors((x) => reshape(x, [2, 'edges', 3]), args);
    expect(errors.first).toBeLessThan(1e-9);
    expect(errors.second).toBeLessThan(1e-9);
  });

  it('refuses another number of elements', () => {
    const x = input('x', 'float', ['edges', 6]);
    expect(() => reshape(x, ['edges', 5])).toThrow(
      new TensorError('reshape: [edges, 6] to [edges, 5] changes the number of elements.'),
    );
    expect(() => squeeze(x, [1])).toThrow(
      new TensorError('squeeze: axis 1 of [edges, 6] is not of size 1.'),
    );
    expect(() => expandDims(x, 4)).toThrow(TensorError);
  });
});
