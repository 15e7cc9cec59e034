import { argument, gradientErrors } from '../../test-support/check-gradients';
import { run, valuesOf } from '../../test-support/run';
import { Simplifier } from '../encoding/simplify';
import {
  broadcastTo,
  concat,
  constant,
  grad,
  input,
  mul,
  pad,
  slice,
  sum,
  TensorError,
  type Tensor,
} from '../index';
import { constantValues } from './constant';

const x = input('x', 'float', ['edges', 4]);
const feeds = { x: { data: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8), dims: [2, 4] } };

describe('slice, pad and concat', () => {
  it('cuts, pads and joins', async () => {
    const middle = slice(x, 1, 1, 3);
    expect(await valuesOf(middle, feeds)).toEqual([2, 3, 6, 7]);
    expect(await valuesOf(slice(x, -1, -1, 4), feeds)).toEqual([4, 8]);
    const padded = await run({ y: pad(middle, 1, 1, 2) }, feeds);
    expect(padded.y).toEqual({ data: Float64Array.of(0, 2, 3, 0, 0, 0, 6, 7, 0, 0), dims: [2, 5] });
    const joined = concat([slice(x, 1, 3, 4), middle], 1);
    expect(joined.shape).toEqual(['edges', 3]);
    expect(await valuesOf(joined, feeds)).toEqual([4, 2, 3, 8, 6, 7]);
  });

  it('takes a part of a concatenation from where it came', async () => {
    const joined = concat([x, mul(x, 10)], 1);
    expect(await valuesOf(slice(joined, 1, 5, 7), feeds)).toEqual([20, 30, 60, 70]);
    expect(await valuesOf(slice(joined, 1, 3, 5), feeds)).toEqual([4, 10, 8, 50]);
  });

  it('joins known values before the graph runs', async () => {
    const first = constant([1, 2, 3, 4], [2, 2]);
    const second = constant([5, 6], [2, 1]);
    const joined = concat([first, second], 1);
    const again = concat([constant([7, 8, 9], [1, 3]), joined], 0);
    const read = (x: Tensor): number[] | undefined => {
      const values = constantValues(new Simplifier().simplify(x));
      return values && [...values];
    };
    expect(read(joined)).toEqual([1, 2, 5, 3, 4, 6]);
    expect(read(again)).toEqual([7, 8, 9, 1, 2, 5, 3, 4, 6]);
    expect(await valuesOf(again, {})).toEqual([7, 8, 9, 1, 2, 5, 3, 4, 6]);
  });

  it('cuts what is repeated', async () => {
    const repeated = broadcastTo(slice(x, 1, 0, 1), ['edges', 3]);
    expect(await valuesOf(slice(repeated, 1, 1, 3), feeds)).toEqual([1, 1, 5, 5]);
    const rows = broadcastTo(x, [2, 'edges', 4]);
    expect(await valuesOf(slice(rows, 2, 1, 2), feeds)).toEqual([2, 6, 2, 6]);
  });

  it('joins the gradients of parts again', async () => {
    const parts = [0, 1, 3].map((start, i) => slice(x, 1, start, [1, 3, 4][i]!));
    const total = parts.map((part, i) => sum(mul(part, i + 1))).reduce((a, b) => mul(a, b));
    const [slope = x] = grad(total, [x]);
    // 1·(1+5) · 2·(2+3+6+7) · 3·(4+8): the derivative by a part is the product of the others.
    expect(await valuesOf(slope, feeds)).toEqual([1296, 432, 432, 648, 1296, 432, 432, 648]);
  });

  it('has gradients', async () => {
    const args = [
      argument(['edges', 4], [-1, 1], { edges: 2 }),
      argument(['edges', 3], [-1, 1], { edges: 2 }),
    ];
    const errors = await gradientErrors(
      (a, b) => slice(pad(concat([a, b, mul(a, b.shape.length)], 1), 1, 2, 1), 1, 3, 10),
      args,
    );
    expect(errors.first).toBeLessThan(1e-9);
    expect(errors.second).toBeLessThan(1e-9);
  });

  it('refuses named sizes and parts that are not there', () => {
    expect(() => slice(x, 0, 0, 1)).toThrow(
      new TensorError('slice: 0 to 1 on axis 0 of [edges, 4] has a named size.'),
    );
    expect(() => slice(x, 1, 0, 5)).toThrow(
      new TensorError('slice: 0 to 5 on axis 1 of [edges, 4] is out of range.'),
    );
    expect(() => pad(x, 0, 1, 0)).toThrow(TensorError);
    expect(() => concat([x, x], 0)).toThrow(
      new TensorError('concat: cannot join [edges, 4], [edges, 4] along axis 0.'),
    );
    expect(() => concat([], 0)).toThrow(TensorError);
  });
});
