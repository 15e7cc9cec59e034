import { argument, gradientErrors } from '../../test-support/check-gradients';
import { run, valuesOf } from '../../test-support/run';
import {
  broadcastTo,
  full,
  gather,
  input,
  neg,
  ones,
  transpose,
  zeros,
  TensorError,
} from '../index';

describe('broadcastTo', () => {
  it('repeats along new axes and axes of size 1', async () => {
    const x = input('x', 'float', ['atoms', 1]);
    const y = broadcastTo(x, [2, 'atoms', 2]);
    const { y: values } = await run({ y }, { x: { data: Float64Array.of(1, 2), dims: [2, 1] } });
    expect(values).toEqual({ data: Float64Array.of(1, 1, 2, 2, 1, 1, 2, 2), dims: [2, 2, 2] });
  });

  it('passes through operations on rows and axes', async () => {
    const row = input('row', 'float', [2]);
    const index = input('index', 'int', ['edges']);
    const rows = gather(broadcastTo(row, ['atoms', 2]), index);
    const turned = transpose(broadcastTo(row, ['edges', 2]), [1, 0]);
    const sized = input('sized', 'float', ['atoms']);
    const feeds = {
      row: { data: Float64Array.of(3, 4), dims: [2] },
      index: { data: Int32Array.of(1, 0), dims: [2] },
      sized: { data: Float64Array.of(1, 2), dims: [2] },
    };
    expect(await valuesOf(rows, feeds)).toEqual([3, 4, 3, 4]);
    const outputs = await run({ turned, rows, rest: neg(sized) }, feeds);
    expect(outputs.turned).toEqual({ data: Float64Array.of(3, 3, 4, 4), dims: [2, 2] });
  });

  it('has gradients', async () => {
    const args = [argument(['atoms', 1, 2], [-1, 1], { atoms: 2 })];
    const errors = await gradientErrors((x) => broadcastTo(x, [2, 'atoms', 3, 2]), args);
    expect(errors.first).toBeLessThan(1e-9);
    expect(errors.second).toBeLessThan(1e-9);
  });

  it('fills shapes with one value', async () => {
    const x = input('x', 'int', ['atoms']);
    const outputs = {
      zeros: zeros(['atoms', 2]),
      ones: ones([2], 'int'),
      full: full(['atoms'], 0.1, 'double'),
      copy: x,
    };
    const result = await run(outputs, { x: { data: Int32Array.of(7), dims: [1] } }, 'float32');
    expect(result.zeros).toEqual({ data: Float32Array.of(0, 0), dims: [1, 2] });
    expect(result.ones).toEqual({ data: Int32Array.of(1, 1), dims: [2] });
    expect(result.full).toEqual({ data: Float64Array.of(0.1), dims: [1] });
    expect(result.copy).toEqual({ data: Int32Array.of(7), dims: [1] });
  });

  it('refuses a shape that does not follow', () => {
    expect(() => broadcastTo(input('x', 'float', ['atoms', 2]), ['edges', 2])).toThrow(
      new TensorError('broadcastTo: cannot repeat [atoms, 2] to [edges, 2].'),
    );
    expect(() => broadcastTo(input('x', 'float', [3, 2]), [2])).toThrow(TensorError);
  });
});
