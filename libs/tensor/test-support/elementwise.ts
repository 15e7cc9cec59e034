import { broadcastTo, constant, input, type Tensor } from '../src';
import { uniformValue } from '../src/operations/broadcast-to';
import { constantValues } from '../src/operations/constant';
import { Simplifier } from '../src/encoding/simplify';
import { argument, gradientErrors } from './check-gradients';
import { largestDifference } from './close';
import { randomValues } from './random';
import { run } from './run';

type Range = readonly [number, number];
type Function1 = (x: Tensor) => Tensor;
type Function2 = (a: Tensor, b: Tensor) => Tensor;

/** Largest relative differences that a check found. */
export interface Differences {
  /** Values of a float64 and of a float32 graph from the reference. */
  float64: number;
  float32: number;
  /** Values that were folded when encoding. */
  folded: number;
  /** Values where the operands are repeated before the operation. */
  repeated: number;
  /** First and second derivatives from finite differences. */
  first: number;
  second: number;
}

const ALMOST_NONE: Differences = {
  // A few units in the last place; float32 kernels of ONNX Runtime are approximations.
  float64: 1e-14,
  float32: 5e-7,
  folded: 1e-14,
  repeated: 1e-14,
  // The accuracy of the finite differences.
  first: 1e-9,
  second: 1e-9,
};

/** Passes when every difference is at most as large as the kernels and finite differences explain. */
export function expectSmall(differences: Differences, looser: Partial<Differences> = {}): void {
  const allowed = { ...ALMOST_NONE, ...looser };
  const tooLarge = Object.entries(differences).filter(
    ([name, value]) => !(value <= allowed[name as keyof Differences]),
  );
  expect(Object.fromEntries(tooLarge)).toEqual({});
}

/** What a tensor of known values becomes before it is written. */
function folded(x: Tensor, count: number): ArrayLike<number> {
  const result = new Simplifier().simplify(x);
  const value = uniformValue(result);
  return (
    constantValues(result) ?? (value === undefined ? [] : new Array<number>(count).fill(value))
  );
}

/** Checks an elementwise function of one argument against a plain one. */
export async function unaryDifferences(
  f: Function1,
  reference: (x: number) => number,
  range: Range,
): Promise<Differences> {
  const values = randomValues(24, range);
  const expected = values.map(reference);
  const x = input('x', 'float', ['rows', 6]);
  const row = input('row', 'float', [6]);
  const outputs = { y: f(x), z: f(broadcastTo(row, ['rows', 6])) };
  const feeds = {
    x: { data: values, dims: [4, 6] },
    row: { data: values.slice(0, 6), dims: [6] },
  };
  const [double, single] = [await run(outputs, feeds), await run(outputs, feeds, 'float32')];
  const rounded = Float64Array.from(Float32Array.from(values), reference);
  const first6 = Array.from(expected.slice(0, 6));
  return {
    float64: largestDifference(double.y?.data ?? [], expected),
    float32: largestDifference(single.y?.data ?? [], rounded),
    folded: largestDifference(folded(f(constant(values)), values.length), expected),
    repeated: largestDifference(double.z?.data ?? [], [first6, first6, first6, first6].flat()),
    ...(await gradientErrors(f, [argument([3, 4], range)])),
  };
}

/** Checks an elementwise function of two arguments, of shapes [rows, 3] and [3], and [3] and [rows, 1]. */
export async function binaryDifferences(
  f: Function2,
  reference: (a: number, b: number) => number,
  rangeA: Range,
  rangeB: Range,
): Promise<Differences> {
  const [left, right] = [randomValues(12, rangeA), randomValues(3, rangeB)];
  const expectedOf = (x: ArrayLike<number>, y: ArrayLike<number>) =>
    Array.from({ length: 12 }, (_, i) => reference(x[i] ?? 0, y[i % 3] ?? 0));
  const a = input('a', 'float', ['rows', 3]);
  const b = input('b', 'float', [3]);
  const column = input('column', 'float', ['rows', 1]);
  const shape = ['rows', 3] as const;
  const outputs = { y: f(a, b), z: f(broadcastTo(column, shape), broadcastTo(b, shape)) };
  const feeds = {
    a: { data: left, dims: [4, 3] },
    b: { data: right, dims: [3] },
    column: { data: left.slice(0, 4), dims: [4, 1] },
  };
  const [double, single] = [await run(outputs, feeds), await run(outputs, feeds, 'float32')];
  const columns = Array.from({ length: 12 }, (_, i) => left[Math.floor(i / 3)] ?? 0);
  const expected = expectedOf(left, right);
  const sizes = { rows: 2 };
  const flat = await gradientErrors(f, [
    argument(['rows', 3], rangeA, sizes),
    argument([3], rangeB),
  ]);
  const outer = await gradientErrors(f, [
    argument([3], rangeA),
    argument(['rows', 1], rangeB, sizes),
  ]);
  return {
    float64: largestDifference(double.y?.data ?? [], expected),
    float32: largestDifference(
      single.y?.data ?? [],
      expectedOf(Float32Array.from(left), Float32Array.from(right)),
    ),
    folded: largestDifference(folded(f(constant(left, [4, 3]), constant(right)), 12), expected),
    repeated: largestDifference(double.z?.data ?? [], expectedOf(columns, right)),
    first: Math.max(flat.first, outer.first),
    second: Math.max(flat.second, outer.second),
  };
}
