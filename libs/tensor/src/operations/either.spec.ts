import { run } from '../../test-support/run';
import { add, dimSize, either, gather, greater, input, mul, sum, TensorError } from '../index';

const x = input('x', 'float', ['edges', 2]);
const index = input('index', 'int', ['places']);
const isMany = greater(dimSize('edges'), 2);

const feedsFor = (edges: number, place: number) => ({
  x: { data: Float64Array.from({ length: 2 * edges }, (_, i) => i), dims: [edges, 2] },
  index: { data: Int32Array.of(place), dims: [1] },
});

describe('either', () => {
  it('gives the tensors that the condition chooses', async () => {
    const [first, second] = either(isMany, [mul(x, 2), sum(x)], [add(x, 1), sum(mul(x, -1))]);
    const outputs = { first: first!, second: second! };
    const few = await run(outputs, feedsFor(1, 0));
    expect([[...few.first!.data], [...few.second!.data]]).toEqual([[1, 2], [-1]]);
    const many = await run(outputs, feedsFor(3, 0));
    expect([[...many.first!.data], [...many.second!.data]]).toEqual([[0, 2, 4, 6, 8, 10], [15]]);
  });

  it('computes nothing of what is not chosen', async () => {
    // There is no row 7, which ends a run that asks for it.
    const [row] = either(isMany, [gather(x, index)], [gather(mul(x, 3), mul(index, 0))]);
    const found = await run({ row: row! }, feedsFor(2, 7));
    expect([...found.row!.data]).toEqual([0, 3]);
    await expect(run({ row: row! }, feedsFor(3, 7))).rejects.toThrow();
  });

  it('refuses lists that differ', () => {
    expect(() => either(isMany, [x], [sum(x)])).toThrow(
      new TensorError('either: cannot choose of [], [edges, 2], [].'),
    );
    expect(() => either(isMany, [x], [])).toThrow(TensorError);
    expect(() => either(sum(x), [x], [x])).toThrow(TensorError);
  });
});
