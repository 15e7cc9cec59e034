import { determinant, type Matrix3 } from '@nano-os/crystal';
import { matrix3, symmetric, trace } from '../linear/matrix3';
import { deformationOf, gradientByExponent } from './deformation';

const EXPONENTS: [string, Matrix3][] = [
  [
    'three different eigenvalues',
    [
      [0.1, 0.05, -0.02],
      [0.05, -0.2, 0.07],
      [-0.02, 0.07, 0.15],
    ],
  ],
  [
    'two equal ones',
    [
      [0.3, 0, 0],
      [0, 0.3, 0],
      [0, 0, -0.1],
    ],
  ],
  [
    'nothing',
    [
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ],
  ],
];
/** Any function of a deformation, and its gradient. */
const WEIGHTS: Matrix3 = [
  [1, 2, -1],
  [0.5, 3, 0.7],
  [-2, 1, 0.3],
];
const value = (f: Matrix3): number =>
  f.flat().reduce((sum, x, i) => sum + WEIGHTS.flat()[i]! * x ** 2, 0);
const gradient = (f: Matrix3): Matrix3 => matrix3((i, j) => 2 * WEIGHTS[i]![j]! * f[i]![j]!);

describe('deformationOf', () => {
  it.each(EXPONENTS)('changes the volume by the exponential of the trace: %s', (_, exponent) => {
    const change = determinant(deformationOf(exponent));
    expect(Math.abs(change - Math.exp(trace(exponent)))).toBeLessThan(1e-14);
  });
});

describe('gradientByExponent', () => {
  it.each(EXPONENTS)('is what differences give, at %s', (_, exponent) => {
    const found = gradientByExponent(exponent, gradient(deformationOf(exponent)));
    const step = 1e-4;
    for (let row = 0; row < 3; row++) {
      for (let column = row; column < 3; column++) {
        const at = (by: number): number => {
          const one = matrix3((i, j) => (i === row && j === column ? 1 : 0));
          const way = symmetric(one);
          return value(deformationOf(matrix3((i, j) => exponent[i]![j]! + by * way[i]![j]!)));
        };
        const [a, b, c, d] = [at(-2 * step), at(-step), at(step), at(2 * step)];
        const expected = (a - 8 * b + 8 * c - d) / (12 * step);
        // Rounding of values of some units over the step.
        expect(Math.abs(found[row]![column]! - expected)).toBeLessThan(1e-10);
      }
    }
  });
});
