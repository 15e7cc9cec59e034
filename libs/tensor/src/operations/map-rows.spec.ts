import { argument, gradientErrors } from '../../test-support/check-gradients';
import { largestDifference } from '../../test-support/close';
import { run, valuesOf } from '../../test-support/run';
import {
  add,
  concat,
  constant,
  gather,
  grad,
  input,
  mapRows,
  matmul,
  mul,
  slice,
  sum,
  tanh,
  TensorError,
  type Tensor,
} from '../index';

const x = input('x', 'float', ['edges', 2]);
const y = input('y', 'float', ['edges', 3]);
const pieces = input('pieces', 'int', ['pieces']);
const weight = constant([0.3, -1, 0.7, 0.2, 1.1, -0.4], [2, 3]);
/** A layer and a product, of rows alone. */
const layer = ([a = x, b = y]: readonly Tensor[]): Tensor[] => {
  const hidden = tanh(matmul(a, weight));
  return [mul(hidden, b), concat([hidden, mul(a, 2)], 1)];
};

const EDGES = 12;
const feedsFor = (count: number) => ({
  x: { data: Float64Array.from({ length: 2 * EDGES }, (_, i) => Math.sin(i)), dims: [EDGES, 2] },
  y: { data: Float64Array.from({ length: 3 * EDGES }, (_, i) => Math.cos(i)), dims: [EDGES, 3] },
  pieces: { data: new Int32Array(count), dims: [count] },
});

describe('mapRows', () => {
  it.each([1, 3, 12])(
    'gives what the function gives of all rows at once, in %d pieces',
    async (count) => {
      const [first, second] = layer([x, y]);
      const [ours, theirs] = mapRows(layer, [x, y], pieces);
      expect(ours!.shape).toEqual(['edges', 3]);
      expect(theirs!.shape).toEqual(['edges', 5]);
      const found = await run(
        { first: first!, second: second!, ours: ours!, theirs: theirs! },
        feedsFor(count),
      );
      for (const [one, other] of [
        [found.ours, found.first],
        [found.theirs, found.second],
      ] as const) {
        expect(one!.dims).toEqual(other!.dims);
        // A product of other numbers of rows is rounded otherwise.
        expect(largestDifference(one!.data, other!.data)).toBeLessThan(1e-15);
      }
    },
  );

  it.each([1, 4])('has the gradient of the function, in %d pieces', async (count) => {
    const scalar = (parts: readonly Tensor[]): Tensor =>
      parts.map((part, i) => sum(mul(part, mul(part, i + 1)))).reduce((a, b) => add(a, b));
    const plain = grad(scalar(layer([x, y])), [x, y]);
    const cut = grad(scalar(mapRows(layer, [x, y], pieces)), [x, y]);
    const found = await run(
      { x0: plain[0]!, y0: plain[1]!, x1: cut[0]!, y1: cut[1]! },
      feedsFor(count),
    );
    for (const name of ['x', 'y'] as const) {
      // Products in another order.
      const difference = largestDifference(found[`${name}1`]!.data, found[`${name}0`]!.data);
      expect(difference).toBeLessThan(1e-14);
    }
  });

  it('has first and second derivatives as differences give them', async () => {
    const sizes = { edges: 6 };
    const args = [argument(['edges', 2], [-1, 1], sizes), argument(['edges', 3], [-1, 1], sizes)];
    const errors = await gradientErrors((a, b) => mapRows(layer, [a, b], pieces)[0] ?? a, args, {
      pieces: { data: new Int32Array(3), dims: [3] },
    });
    expect(errors.first).toBeLessThan(1e-9);
    expect(errors.second).toBeLessThan(1e-9);
  });

  it('looks rows of a table up, and gives the table its gradient', async () => {
    const table = input('table', 'float', ['atoms', 3]);
    const index = input('index', 'int', ['edges']);
    const plain = layer([x, gather(table, index)]);
    const cut = mapRows(layer, [x, { table, index }], pieces);
    const square = (parts: readonly Tensor[]): Tensor =>
      parts.map((part) => sum(mul(part, part))).reduce((a, b) => add(a, b));
    const [byTable = x, byX = x] = grad(square(cut), [table, x]);
    const [expectedTable = x, expectedX = x] = grad(square(plain), [table, x]);
    const found = await run(
      { value: cut[0]!, expected: plain[0]!, byTable, byX, expectedTable, expectedX },
      {
        ...feedsFor(3),
        table: { data: Float64Array.from({ length: 15 }, (_, i) => Math.tan(i)), dims: [5, 3] },
        index: { data: Int32Array.from({ length: EDGES }, (_, i) => (i * i) % 5), dims: [EDGES] },
      },
    );
    for (const [one, other] of [
      [found.value, found.expected],
      [found.byTable, found.expectedTable],
      [found.byX, found.expectedX],
    ] as const) {
      expect(one!.dims).toEqual(other!.dims);
      expect(largestDifference(one!.data, other!.data)).toBeLessThan(1e-14);
    }
  });

  it('has the gradient of one result where only that one is used', async () => {
    const [, second = x] = mapRows(layer, [x, y], pieces);
    const [byX = x, byY = y] = grad(sum(slice(second, 1, 3, 5)), [x, y]);
    const found = await run({ byX, byY }, feedsFor(2));
    expect([...found.byX!.data]).toEqual(new Array(24).fill(2));
    expect(found.byY!.data.every((value) => value === 0)).toBe(true);
  });

  it('takes results that do not depend on the rows', async () => {
    const [same = x] = mapRows(([a = x]) => [mul(a, 0)], [x], pieces);
    const values = await valuesOf(same, feedsFor(2));
    expect([values.length, values.every((value) => value === 0)]).toEqual([24, true]);
  });

  describe('of a function that takes inputs besides its rows', () => {
    const table = input('table', 'float', ['atoms', 3]);
    const index = input('index', 'int', ['edges']);
    const dense = input('dense', 'float', [2, 3]);
    const feeds = {
      ...feedsFor(3),
      dense: { data: Float64Array.from({ length: 6 }, (_, i) => Math.sin(3 * i)), dims: [2, 3] },
      table: { data: Float64Array.from({ length: 15 }, (_, i) => Math.tan(i)), dims: [5, 3] },
      index: { data: Int32Array.from({ length: EDGES }, (_, i) => (i * i) % 5), dims: [EDGES] },
    };
    const weighed = ([a = x, b = y]: readonly Tensor[]): Tensor[] => [
      mul(tanh(matmul(a, mul(dense, 2))), b),
    ];
    const rows = [x, { table, index }];
    /** The same by rows of another function, one of whose operands the inner function takes. */
    const nested = ([a = x, b = y]: readonly Tensor[]): Tensor[] =>
      mapRows(([c = x]) => mapRows(([d = x]) => weighed([d, b]), [c], pieces), [a], pieces);

    it.each<[string, (xs: readonly Tensor[]) => readonly Tensor[]]>([
      ['inputs', weighed],
      ['inputs and rows of the functions around it', nested],
    ])('has values and gradients by all of them: %s', async (_, f) => {
      const plain = weighed([x, gather(table, index)]);
      const cut = mapRows(f, rows, pieces);
      const square = ([part = x]: readonly Tensor[]): Tensor => sum(mul(part, part));
      const asked = [dense, table, x];
      const named = (prefix: string, tensors: readonly Tensor[]) =>
        Object.fromEntries(tensors.map((tensor, place) => [`${prefix}${place}`, tensor]));
      const found = await run(
        {
          ...named('ours', [...cut, ...grad(square(cut), asked)]),
          ...named('theirs', [...plain, ...grad(square(plain), asked)]),
        },
        feeds,
      );
      for (let place = 0; place < 4; place++) {
        const [ours, theirs] = [found[`ours${place}`]!, found[`theirs${place}`]!];
        expect(ours.dims).toEqual(theirs.dims);
        expect(largestDifference(ours.data, theirs.data)).toBeLessThan(1e-13);
      }
    });

    it('has first and second derivatives by a weight as differences give them', async () => {
      const sizes = { edges: 6 };
      const args = [argument(['edges', 2], [-1, 1], sizes), argument([2, 3], [-1, 1], sizes)];
      const layered = (a: Tensor, weight: Tensor): Tensor =>
        mapRows(([row = a]) => [tanh(matmul(row, weight))], [a], pieces)[0] ?? a;
      const errors = await gradientErrors(layered, args, {
        pieces: { data: new Int32Array(3), dims: [3] },
      });
      expect(errors.first).toBeLessThan(1e-9);
      expect(errors.second).toBeLessThan(1e-9);
    });
  });

  it('refuses what are no matrices of rows of one number and kind', () => {
    const refuse = (f: () => unknown, message: string): void => {
      expect(f).toThrow(new TensorError(message));
    };
    refuse(() => mapRows(layer, [], pieces), 'mapRows: there are no rows.');
    refuse(
      () => mapRows(layer, [x, input('z', 'float', ['atoms', 3])], pieces),
      'mapRows: takes and gives float [edges, ..], not float [atoms, 3].',
    );
    refuse(
      () => mapRows(layer, [x, input('z', 'double', ['edges', 3])], pieces),
      'mapRows: takes and gives float [edges, ..], not double [edges, 3].',
    );
    const table = input('table', 'float', ['atoms', 3]);
    refuse(
      () => mapRows(layer, [x, { table, index: x }], pieces),
      'mapRows: takes int, not float [edges, 2].',
    );
    refuse(
      () => mapRows(([a = x]) => [sum(a, [1])], [x], pieces),
      'mapRows: takes and gives float [edges, ..], not float [edges].',
    );
  });

  it('refuses pieces that do not divide the rows, when the graph runs', async () => {
    const [first = x] = mapRows(layer, [x, y], pieces);
    await expect(valuesOf(first, feedsFor(5))).rejects.toThrow();
  });
});
