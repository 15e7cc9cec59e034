import { randomValues } from '../../test-support/random';
import {
  add,
  constant,
  encodeOnnx,
  exp,
  gather,
  input,
  matmul,
  segmentSum,
  Session,
  sum,
  tanh,
  TensorError,
  type Feeds,
} from '../index';

const x = input('x', 'float', ['edges', 2]);
const index = input('index', 'int', ['edges']);
const atoms = input('atoms', 'float', ['atoms', 2]);
const y = add(segmentSum(x, index, 'atoms'), atoms);

function feedsOf(edges: number, count: number): Feeds {
  return {
    x: { data: randomValues(edges * 2), dims: [edges, 2] },
    index: { data: Int32Array.from({ length: edges }, (_, i) => i % count), dims: [edges] },
    atoms: { data: randomValues(count * 2), dims: [count, 2] },
  };
}

function expected({ x: rows, index: target, atoms: start }: Feeds): Float64Array {
  const result = Float64Array.from(start!.data);
  for (const [i, value] of rows!.data.entries()) {
    result[target!.data[i >> 1]! * 2 + (i & 1)]! += value;
  }
  return result;
}

describe('Session', () => {
  let session: Session;
  beforeAll(async () => {
    session = await Session.create(encodeOnnx({ y }, { precision: 'float64' }));
  });
  afterAll(() => session.dispose());

  it('tells what goes in and comes out', () => {
    expect(session.inputs).toEqual([
      { name: 'x', type: 'float64', shape: ['edges', 2] },
      { name: 'index', type: 'int32', shape: ['edges'] },
      { name: 'atoms', type: 'float64', shape: ['atoms', 2] },
    ]);
    expect(session.outputs).toEqual([{ name: 'y', type: 'float64', shape: ['atoms', 2] }]);
  });

  it('takes other named sizes in each run, zero among them', async () => {
    for (const [edges, count] of [
      [5, 3],
      [40, 7],
      [0, 2],
      [5, 3],
      [1, 1],
    ] as const) {
      const feeds = feedsOf(edges, count);
      const result = await session.run(feeds);
      expect(result.y).toEqual({ data: expected(feeds), dims: [count, 2] });
    }
  });

  it('answers several runs at once', async () => {
    const all = [feedsOf(9, 4), feedsOf(5, 3), feedsOf(20, 6)];
    const results = await Promise.all(all.map((feeds) => session.run(feeds)));
    expect(results.map(({ y: values }) => values?.data)).toEqual(all.map(expected));
  });

  it('converts floats to the precision, and copies what lies in shared memory', async () => {
    const feeds = feedsOf(2, 2);
    const shared = new Float64Array(new SharedArrayBuffer(32));
    shared.set(feeds.x!.data);
    const others = new Int32Array(new SharedArrayBuffer(8));
    others.set(feeds.index!.data);
    const single = { data: Float32Array.from(feeds.atoms!.data), dims: [2, 2] };
    const result = await session.run({
      x: { data: shared, dims: [2, 2] },
      index: { data: others, dims: [2] },
      atoms: single,
    });
    expect(result.y?.data).toEqual(expected({ ...feeds, atoms: single }));
  });

  it('leaves out feeds that it has no input for', async () => {
    const feeds = feedsOf(5, 3);
    const result = await session.run({ ...feeds, other: { data: new Float32Array(1), dims: [1] } });
    expect(result.y?.data).toEqual(expected(feeds));
  });

  it('refuses feeds that do not fit', async () => {
    const feeds = feedsOf(5, 3);
    const refusal = (changed: Record<string, Feeds[string]>) =>
      expect(session.run({ ...feeds, ...changed })).rejects;
    const three = new Int32Array(3);
    await refusal({ index: { data: three, dims: [3] } }).toThrow(
      new TensorError("Input 'index' is [3], not [edges] with edges = 5."),
    );
    await refusal({ x: { data: new Float64Array(15), dims: [5, 3] } }).toThrow(
      new TensorError("Input 'x' is [5, 3], not [edges, 2] with edges = 5."),
    );
    await refusal({ x: { data: new Float64Array(9), dims: [5, 2] } }).toThrow(
      new TensorError("Input 'x' of [5, 2] has 9 values."),
    );
    await refusal({ x: { data: new Int32Array(10), dims: [5, 2] } }).toThrow(
      new TensorError("Input 'x' of float64 cannot be made of Int32Array."),
    );
    await refusal({ index: { data: Int32Array.of(0, 1, 2, 3, 0), dims: [5] } }).toThrow(
      /^The graph cannot be run: .*ScatterND/s,
    );
    const { x: rows } = feeds;
    await expect(session.run({ x: rows! })).rejects.toThrow(
      new TensorError("Input 'index' is missing."),
    );
  });

  it('goes on after a run that failed', async () => {
    const feeds = feedsOf(5, 3);
    const wrong = { ...feeds, index: { data: new Int32Array(5).fill(9), dims: [5] } };
    await expect(session.run(wrong)).rejects.toThrow(TensorError);
    expect((await session.run(feeds)).y?.data).toEqual(expected(feeds));
  });

  it('refuses what is no ONNX file', async () => {
    await expect(Session.create(Uint8Array.of(1, 2, 3))).rejects.toThrow(
      /^The graph cannot be loaded: /,
    );
  });

  it('does not grow with runs of shifting sizes', async () => {
    const width = 64;
    const wide = input('wide', 'float', ['edges', width]);
    const weights = constant(randomValues(width * width), [width, width]);
    const hidden = tanh(matmul(gather(segmentSum(exp(wide), index, 20), index), weights));
    const one = await Session.create(encodeOnnx({ total: sum(hidden, [0]) }));
    const runMany = async (count: number) => {
      for (let i = 0; i < count; i++) {
        const edges = 400 + ((i * 37) % 400);
        await one.run({
          wide: { data: new Float32Array(edges * width), dims: [edges, width] },
          index: { data: new Int32Array(edges), dims: [edges] },
        });
      }
    };
    await runMany(400);
    const before = process.memoryUsage().rss;
    await runMany(1000);
    // The inputs of these runs take 150 MB, and what is computed of them four times that.
    expect(process.memoryUsage().rss - before).toBeLessThan(75e6);
    await one.dispose();
  });
});
