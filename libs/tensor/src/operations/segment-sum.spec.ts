import { argument, gradientErrors } from '../../test-support/check-gradients';
import { largestDifference } from '../../test-support/close';
import { randomNumbers, randomValues } from '../../test-support/random';
import { run, valuesOf } from '../../test-support/run';
import {
  encodeOnnx,
  exp,
  gather,
  input,
  neg,
  segmentMax,
  segmentSum,
  Session,
  sub,
  TensorError,
} from '../index';

const x = input('x', 'float', ['edges', 2]);
const index = input('index', 'int', ['edges']);
const atoms = input('atoms', 'float', ['atoms', 2]);
const feeds = {
  x: { data: Float64Array.of(1, 2, 3, 4, 5, 6), dims: [3, 2] },
  index: { data: Int32Array.of(2, 0, 2), dims: [3] },
  atoms: { data: Float64Array.of(1, 2, 3, 4, 5, 6), dims: [3, 2] },
};

describe('gather and segmentSum', () => {
  it('takes rows and adds rows', async () => {
    expect(await valuesOf(gather(atoms, index), feeds)).toEqual([5, 6, 1, 2, 5, 6]);
    const outputs = { named: segmentSum(x, index, 'atoms'), rest: neg(atoms) };
    expect((await run(outputs, feeds)).named).toEqual({
      data: Float64Array.of(3, 4, 0, 0, 6, 8),
      dims: [3, 2],
    });
    expect(await valuesOf(segmentSum(x, index, 4), feeds)).toEqual([3, 4, 0, 0, 6, 8, 0, 0]);
  });

  it('takes the largest of each segment', async () => {
    const lowest = -3.4028234663852886e38;
    expect(await valuesOf(segmentMax(x, index, 3), feeds)).toEqual([3, 4, lowest, lowest, 5, 6]);
  });

  it('works without rows', async () => {
    const none = {
      x: { data: new Float64Array(0), dims: [0, 2] },
      index: { data: new Int32Array(0), dims: [0] },
    };
    expect(await valuesOf(segmentSum(x, index, 2), none)).toEqual([0, 0, 0, 0]);
    expect(await valuesOf(gather(segmentSum(x, index, 2), index), none)).toEqual([]);
  });

  it('has gradients', async () => {
    const sizes = { edges: 4, atoms: 3 };
    const extra = { index: { data: Int32Array.of(2, 0, 2, 1), dims: [4] } };
    for (const f of [
      (a: typeof x) => gather(a, index),
      (_a: typeof x, e: typeof x) => segmentSum(e, index, 'atoms'),
      (a: typeof x, e: typeof x) => segmentSum(exp(sub(e, gather(a, index))), index, 'atoms'),
    ]) {
      const args = [argument(['atoms', 2], [-1, 1], sizes), argument(['edges', 2], [-1, 1], sizes)];
      const errors = await gradientErrors(f, args, extra);
      expect(errors.first).toBeLessThan(1e-9);
      expect(errors.second).toBeLessThan(1e-9);
    }
  });

  it('adds up in the order of rows: the right sum, and the same bytes a hundred times', async () => {
    const [rows, width, count] = [20_000, 16, 50];
    const next = randomNumbers(1);
    const target = Int32Array.from({ length: rows }, () => Math.floor(next() * count));
    const data = Float32Array.from(randomValues(rows * width));
    const expected = new Float64Array(count * width);
    for (const [i, value] of data.entries()) {
      expected[target[Math.floor(i / width)]! * width + (i % width)]! += value;
    }
    const wide = input('x', 'float', ['edges', width]);
    const session = await Session.create(encodeOnnx({ y: segmentSum(wide, index, count) }));
    const runFeeds = { x: { data, dims: [rows, width] }, index: { data: target, dims: [rows] } };
    const { y: first } = await session.run(runFeeds);
    // 400 float32 summands of order 1 in each sum.
    expect(largestDifference(first!.data, expected)).toBeLessThan(1e-5);
    const bytes = Buffer.from(first!.data.buffer);
    for (let repeat = 0; repeat < 100; repeat++) {
      const { y } = await session.run(runFeeds);
      expect(Buffer.from(y!.data.buffer).equals(bytes)).toBe(true);
    }
    await session.dispose();
  });

  it('refuses indices out of range when it runs', async () => {
    const wrong = { ...feeds, index: { data: Int32Array.of(0, 1, 3), dims: [3] } };
    await expect(valuesOf(gather(atoms, index), wrong)).rejects.toThrow(/out of/);
    await expect(valuesOf(segmentSum(x, index, 3), wrong)).rejects.toThrow(/indice/);
  });

  it('refuses what is no index of the rows', () => {
    expect(() => segmentSum(x, input('other', 'int', ['triples']), 3)).toThrow(
      new TensorError('segmentSum: cannot put rows of [edges, 2] by [triples] into segments.'),
    );
    expect(() => gather(x, input('other', 'float', ['edges']))).toThrow(
      new TensorError('gather: takes int, not float [edges].'),
    );
    expect(() => gather(x, input('other', 'int', ['edges', 1]))).toThrow(TensorError);
  });
});
