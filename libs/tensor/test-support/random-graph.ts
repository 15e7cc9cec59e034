import * as graph from '../src';
import type { Feeds, Shape, Tensor } from '../src';

/** Values with their sizes, as the plain evaluator below knows them. */
interface Plain {
  readonly dims: readonly number[];
  readonly at: (position: readonly number[]) => number;
}

/** A tensor, what it should be, and how it was made. */
interface Pair {
  readonly tensor: Tensor;
  readonly plain: Plain;
  readonly description: string;
}

const ROWS = 3;
const sizeOf = (dim: number | string) => (typeof dim === 'number' ? dim : ROWS);

function* positions(dims: readonly number[]): Generator<number[]> {
  const [size, ...rest] = dims;
  if (size === undefined) yield [];
  else for (let i = 0; i < size; i++) for (const tail of positions(rest)) yield [i, ...tail];
}

/** Evaluates at once, so that evaluating a deep graph does not repeat work. */
function tabulate(shape: Shape, at: (position: readonly number[]) => number): Plain {
  const dims = shape.map(sizeOf);
  const values = new Map<string, number>();
  for (const position of positions(dims)) values.set(position.join(), at(position));
  return { dims, at: (position) => values.get(position.join()) ?? NaN };
}

/** Reads an operand at a position of the result, with broadcasting. */
function read({ dims, at }: Plain, position: readonly number[]): number {
  const own = position.slice(position.length - dims.length);
  return at(own.map((i, axis) => (dims[axis] === 1 ? 0 : i)));
}

const INPUTS: readonly (readonly [string, Shape])[] = [
  ['a', ['rows', 4]],
  ['b', [4]],
  ['c', ['rows', 1]],
  ['d', [2, 1, 4]],
  ['e', []],
];
const inputs = INPUTS.map(([name, shape]) => graph.input(name, 'float', shape));
const feeds: Feeds = Object.fromEntries(
  INPUTS.map(([name, shape], i) => {
    const dims = shape.map(sizeOf);
    const count = dims.reduce((product, dim) => product * dim, 1);
    return [
      name,
      { data: Float64Array.from({ length: count }, (_, j) => Math.sin(i + 3 * j)), dims },
    ];
  }),
);

function leaf(random: () => number): Pair {
  const value = [0, 1, -1, 2, 0.5][Math.floor(random() * 10)];
  if (value !== undefined) {
    const tensor = graph.full(random() < 0.5 ? [] : ['rows', 4], value);
    return { tensor, plain: tabulate(tensor.shape, () => value), description: String(value) };
  }
  const i = Math.floor(random() * INPUTS.length);
  const [name = '', shape = []] = INPUTS[i] ?? [];
  const { data, dims } = feeds[name] ?? { data: [], dims: [] };
  const plain = tabulate(shape, (position) => {
    return data[position.reduce((offset, at, axis) => offset * (dims[axis] ?? 1) + at, 0)] ?? NaN;
  });
  return { tensor: inputs[i] ?? graph.constant(0), plain, description: name };
}

type Binary = readonly [string, typeof graph.add, (a: number, b: number) => number];
type Unary = readonly [string, (x: Tensor) => Tensor, (x: number) => number];

const BINARY: readonly Binary[] = [
  ['+', graph.add, (a, b) => a + b],
  ['-', graph.sub, (a, b) => a - b],
  ['*', graph.mul, (a, b) => a * b],
  ['max', graph.maximum, Math.max],
];
const UNARY: readonly Unary[] = [
  ['neg', graph.neg, (x) => -x],
  ['double', (x) => graph.mul(2, x), (x) => 2 * x],
  ['sin', graph.sin, Math.sin],
  ['sigmoid', graph.sigmoid, (x) => 1 / (1 + Math.exp(-x))],
  ['stop', graph.stopGradient, (x) => x],
];

function pick<T>(list: readonly T[], random: () => number): T {
  const item = list[Math.floor(random() * list.length)];
  if (item === undefined) throw new Error('There is nothing to pick');
  return item;
}

function combine(a: Pair, b: Pair, random: () => number): Pair {
  const [name, f, plain] = pick(BINARY, random);
  const tensor = f(a.tensor, b.tensor);
  const table = tabulate(tensor.shape, (position) =>
    plain(read(a.plain, position), read(b.plain, position)),
  );
  return { tensor, plain: table, description: `(${a.description} ${name} ${b.description})` };
}

function transform(x: Pair, random: () => number): Pair {
  const { shape } = x.tensor;
  const rank = shape.length;
  const axis = Math.floor(random() * rank);
  const choice = rank === 0 ? 0 : Math.floor(random() * 6);
  const made = (
    name: string,
    tensor: Tensor,
    at: (position: readonly number[]) => number,
  ): Pair => ({
    tensor,
    plain: tabulate(tensor.shape, at),
    description: `${name}(${x.description})`,
  });
  if (choice === 1) {
    const keep = random() < 0.5;
    const size = sizeOf(shape[axis] ?? 1);
    return made(`sum${axis}${keep ? 'k' : ''}`, graph.sum(x.tensor, [axis], keep), (position) => {
      const insert = (i: number) =>
        keep ? position.with(axis, i) : position.toSpliced(axis, 0, i);
      return Array.from({ length: size }, (_, i) => x.plain.at(insert(i))).reduce(
        (a, b) => a + b,
        0,
      );
    });
  }
  if (choice === 2) {
    const perm = shape.map((_, i) => (i + 1) % rank);
    return made('turn', graph.transpose(x.tensor, perm), (position) =>
      x.plain.at(shape.map((_, i) => position[(i + rank - 1) % rank] ?? 0)),
    );
  }
  if (choice === 3) {
    return made(`expand${axis}`, graph.expandDims(x.tensor, axis), (position) =>
      x.plain.at(position.toSpliced(axis, 1)),
    );
  }
  if (choice === 4) {
    return made('repeat', graph.broadcastTo(x.tensor, [2, ...shape]), (position) =>
      x.plain.at(position.slice(1)),
    );
  }
  if (choice === 5 && shape[axis] === 4) {
    return made(`slice${axis}`, graph.slice(x.tensor, axis, 1, 3), (position) =>
      x.plain.at(position.with(axis, (position[axis] ?? 0) + 1)),
    );
  }
  const [name, f, plain] = pick(UNARY, random);
  return made(name, f(x.tensor), (position) => plain(x.plain.at(position)));
}

/** Whether two shapes go together, small enough to go on with. */
function goTogether(a: Tensor, b: Tensor): boolean {
  if (Math.max(a.shape.length, b.shape.length) > 4) return false;
  try {
    graph.add(a, b);
    return true;
  } catch (error) {
    if (error instanceof graph.TensorError) return false;
    throw error;
  }
}

/** A graph of some twelve operations, and its values by plain loops over positions. */
export function randomGraph(random: () => number) {
  const known = Array.from({ length: 4 }, () => leaf(random));
  for (let step = 0; step < 12; step++) {
    const [a, b] = [pick(known, random), pick(known, random)];
    const isPair = random() < 0.5 && goTogether(a.tensor, b.tensor);
    const next = isPair ? combine(a, b, random) : transform(a, random);
    if (next.tensor.shape.length <= 4) known.push(next);
  }
  const last = known.at(-1) ?? leaf(random);
  const { dims, at } = last.plain;
  const expected = [...positions(dims)].map(at);
  return { tensor: last.tensor, expected, dims, description: last.description, feeds, inputs };
}
