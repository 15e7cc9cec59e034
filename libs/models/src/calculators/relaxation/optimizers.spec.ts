import { fire } from './fire';
import { lbfgs } from './lbfgs';
import type { Optimizer } from './optimizer';

interface Task {
  readonly start: readonly number[];
  readonly value: (x: Float64Array) => number;
  readonly gradient: (x: Float64Array) => number[];
}

/** A narrow valley: curvatures from 0.5 to 50. */
const VALLEY: Task = {
  start: [1, -1, 0.5, 2, -0.3, 0.7],
  value: (x) => x.reduce((sum, xi, i) => sum + 0.5 * stiffness(i) * xi ** 2, 0),
  gradient: (x) => Array.from(x, (xi, i) => stiffness(i) * xi),
};
const stiffness = (i: number): number => 0.5 * 10 ** (0.4 * i);

/** Rosenbrock's banana, whose minimum is at 1, 1. */
const BANANA: Task = {
  start: [-0.5, 0.8, 0],
  value: ([x = NaN, y = NaN]) => (1 - x) ** 2 + 10 * (y - x ** 2) ** 2,
  gradient: ([x = NaN, y = NaN]) => [-2 * (1 - x) - 40 * x * (y - x ** 2), 20 * (y - x ** 2), 0],
};

/** How many evaluations it takes until the gradient is small; what is remembered goes through JSON. */
function evaluations<S>(optimizer: Optimizer<S>, { start, value, gradient }: Task): number {
  let at: Float64Array = Float64Array.from(start);
  let state = optimizer.start();
  for (let count = 1; count <= 2000; count++) {
    const g = Float64Array.from(gradient(at));
    if (Math.hypot(...g) < 1e-5) return count;
    ({ state, at } = optimizer.next(JSON.parse(JSON.stringify(state)) as S, {
      at,
      value: value(at),
      gradient: g,
    }));
  }
  return Infinity;
}

describe('lbfgs', () => {
  it('finds the end of a narrow valley', () => {
    expect(evaluations(lbfgs(0.2, 0), VALLEY)).toBeLessThan(40);
  });

  it('finds its way around a bend', () => {
    expect(evaluations(lbfgs(0.2, 0), BANANA)).toBeLessThan(60);
  });

  it('takes a step back that went up', () => {
    const optimizer = lbfgs(1, 0);
    const [x, y] = [Float64Array.of(0, 0, 0), Float64Array.of(5, 0, 0)];
    const first = optimizer.next(optimizer.start(), { at: x, value: 0, gradient: y });
    const far = first.at;
    const { at } = optimizer.next(first.state, { at: far, value: 1, gradient: y });
    expect(Math.hypot(...at)).toBeLessThan(Math.hypot(...far));
    expect(at[0]).toBeLessThan(0);
  });

  it('moves no atom farther than it may', () => {
    const optimizer = lbfgs(0.2, 0);
    const gradient = Float64Array.of(1e6, 0, 0, 0, 3, 4);
    const at = new Float64Array(6);
    const next = optimizer.next(optimizer.start(), { at, value: 0, gradient });
    expect(Math.hypot(...next.at.subarray(0, 3))).toBeCloseTo(0.2, 12);
  });
});

describe('fire', () => {
  it('finds the end of a narrow valley', () => {
    expect(evaluations(fire(0.2), VALLEY)).toBeLessThan(600);
  });

  it('finds its way around a bend', () => {
    expect(evaluations(fire(0.2), BANANA)).toBeLessThan(600);
  });
});
