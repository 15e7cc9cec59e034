import {
  add,
  encodeOnnx,
  grad,
  input,
  mul,
  Session,
  sum,
  type Feed,
  type Shape,
  type Tensor,
} from '../src';
import { largestDifference } from './close';
import { randomValues } from './random';

/** One differentiable argument of a function under test. */
export interface Argument {
  readonly shape: Shape;
  /** Sizes, where the shape names some. */
  readonly dims?: readonly number[];
  readonly values: Float64Array;
}

/** An argument of random values between bounds. */
export function argument(
  shape: Shape,
  range?: readonly [number, number],
  sizes: Readonly<Record<string, number>> = {},
): Argument {
  const dims = shape.map((dim) => (typeof dim === 'number' ? dim : (sizes[dim] ?? 1)));
  const count = dims.reduce((product, dim) => product * dim, 1);
  return { shape, dims, values: randomValues(count, range, 7 * count + shape.length) };
}

const STEP = 2e-4;

/** Arrays up to this size are moved value by value, larger ones along random directions. */
const MOVED_ONE_BY_ONE = 16;
const DIRECTIONS = 6;

function directionsFor(count: number): Float64Array[] {
  if (count > MOVED_ONE_BY_ONE) {
    return Array.from({ length: DIRECTIONS }, (_, i) => randomValues(count, [-1, 1], 31 + i));
  }
  return Array.from({ length: count }, (_, i) => new Float64Array(count).fill(1, i, i + 1));
}

/**
 * Compares a gradient with the fourth-order central difference along each direction, whose error is
 * of the order 1e-11 for functions of order 1.
 * @param values moved in place; `evaluate` sees them
 */
async function gradientError(
  gradient: ArrayLike<number>,
  evaluate: () => Promise<number>,
  values: Float64Array,
): Promise<number> {
  const start = values.slice();
  const [analytic, numeric]: [number[], number[]] = [[], []];
  for (const direction of directionsFor(values.length)) {
    const at = async (steps: number) => {
      for (const [i, value] of start.entries()) {
        values[i] = value + steps * STEP * (direction[i] ?? 0);
      }
      return evaluate();
    };
    const near = (await at(1)) - (await at(-1));
    const far = (await at(2)) - (await at(-2));
    numeric.push((8 * near - far) / (12 * STEP));
    analytic.push(direction.reduce((total, d, i) => total + d * (gradient[i] ?? NaN), 0));
  }
  values.set(start);
  return largestDifference(analytic, numeric);
}

/**
 * Compares the gradient of a function, and the gradient of that gradient, with finite differences
 * in float64. Outputs and directions are weighted at random, so that no error cancels.
 * @returns the largest differences of first and second derivatives
 */
export async function gradientErrors(
  f: (...xs: Tensor[]) => Tensor,
  args: readonly Argument[],
  extra: Readonly<Record<string, Feed>> = {},
): Promise<{ first: number; second: number }> {
  const xs = args.map(({ shape }, i) => input(`x${i}`, 'float', shape));
  const y = f(...xs);
  const weight = input('weight', 'float', y.shape);
  const loss = sum(mul(y, weight));
  const first = grad(loss, xs);
  const directions = args.map(({ shape }, i) => input(`v${i}`, 'float', shape));
  const along = first
    .map((g, i) => sum(mul(g, directions[i] ?? 0)))
    .reduce((total, part) => add(total, part));
  const second = grad(along, [...xs, weight]);

  const named = (prefix: string, list: readonly Tensor[]) =>
    Object.fromEntries(list.map((tensor, i) => [`${prefix}${i}`, tensor]));
  const outputs = { y, loss, along, ...named('first', first), ...named('second', second) };
  const session = await Session.create(encodeOnnx(outputs, { precision: 'float64' }));

  const feeds: Record<string, Feed> = { ...extra };
  for (const [i, { values, dims, shape }] of args.entries()) {
    const sizes = dims ?? (shape as readonly number[]);
    feeds[`x${i}`] = { data: values.slice(), dims: sizes };
    feeds[`v${i}`] = { data: randomValues(values.length, [-1, 1], 99 + i), dims: sizes };
  }
  const yDims = await outputDims(y, xs, feeds);
  const count = yDims.reduce((product, dim) => product * dim, 1);
  feeds.weight = { data: randomValues(count, [-1, 1], 5), dims: yDims };

  const result = await session.run(feeds);
  const errors = { first: 0, second: 0 };
  const moved = [...args.keys()].map((i) => `x${i}`);
  for (const [i, name] of [...moved, 'weight'].entries()) {
    const { data } = feeds[name] as { data: Float64Array };
    const valueOf = async (output: string) => (await session.run(feeds))[output]?.data[0] ?? NaN;
    if (name !== 'weight') {
      const gradient = result[`first${i}`]?.data ?? [];
      const error = await gradientError(gradient, () => valueOf('loss'), data);
      errors.first = Math.max(errors.first, error);
    }
    const gradient = result[`second${i}`]?.data ?? [];
    const error = await gradientError(gradient, () => valueOf('along'), data);
    errors.second = Math.max(errors.second, error);
  }
  await session.dispose();
  return errors;
}

async function outputDims(
  y: Tensor,
  inputs: readonly Tensor[],
  feeds: Readonly<Record<string, Feed>>,
): Promise<readonly number[]> {
  const session = await Session.create(encodeOnnx({ y }, { precision: 'float64', inputs }));
  const { y: values } = await session.run(feeds);
  await session.dispose();
  return values?.dims ?? [];
}
