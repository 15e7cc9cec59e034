import { argument, gradientErrors } from '../../test-support/check-gradients';
import { expectSmall, unaryDifferences } from '../../test-support/elementwise';
import { run, valuesOf } from '../../test-support/run';
import { gate, grad, input, relu, sigmoid, silu, softplus, tanh } from '../index';

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

describe('activations', () => {
  it('tanh', async () => {
    expectSmall(await unaryDifferences(tanh, Math.tanh, [-3, 3]));
  });

  it('sigmoid', async () => {
    expectSmall(await unaryDifferences(sigmoid, logistic, [-6, 6]));
  });

  it('silu', async () => {
    expectSmall(await unaryDifferences(silu, (x) => x * logistic(x), [-6, 6]));
  });

  it('gate, by both of its operands', async () => {
    const args = [argument([5, 3], [-2, 2]), argument([5, 3], [-4, 4])];
    const errors = await gradientErrors((x, z) => gate(x, z), args);
    expect(Math.max(errors.first, errors.second)).toBeLessThan(1e-9);
    const [x, z] = [input('x', 'float', [3]), input('z', 'float', [3])];
    const values = await valuesOf(gate(x, z), {
      x: { data: Float64Array.of(2, -3, 1), dims: [3] },
      z: { data: Float64Array.of(0, 2, -40), dims: [3] },
    });
    [1, -3 * logistic(2), logistic(-40)].forEach((expected, i) => {
      expect(Math.abs(values[i]! - expected)).toBeLessThan(1e-15);
    });
  });

  it('softplus', async () => {
    const reference = (x: number) => Math.log1p(Math.exp(x));
    expectSmall(await unaryDifferences(softplus, reference, [-6, 6]));
  });

  it('relu on both sides of its corner', async () => {
    const reference = (x: number) => (x > 0 ? x : 0);
    expectSmall(await unaryDifferences(relu, reference, [0.1, 2]));
    expectSmall(await unaryDifferences(relu, reference, [-2, -0.1]));
  });

  it('has no slope at the corner of relu', async () => {
    const x = input('x', 'float', [2]);
    const [slope] = grad(relu(x), [x]);
    expect(await valuesOf(slope!, { x: { data: Float64Array.of(0, 1), dims: [2] } })).toEqual([
      0, 1,
    ]);
  });

  it.each(['float32', 'float64'] as const)(
    'softplus neither overflows nor loses digits: %s',
    async (precision) => {
      const data = Float64Array.of(-800, -100, -30, -15, -1e-3, 0, 1e-3, 15, 30, 100, 800);
      const x = input('x', 'float', [data.length]);
      const y = softplus(x);
      const [slope = y] = grad(y, [x]);
      const outputs = await run({ y, slope }, { x: { data, dims: [data.length] } }, precision);
      const tolerance = precision === 'float32' ? 2e-7 : 1e-15;
      for (const [i, at] of data.entries()) {
        const exact = Math.max(at, 0) + Math.log1p(Math.exp(-Math.abs(at)));
        expect(Math.abs(outputs.y!.data[i]! - exact)).toBeLessThanOrEqual(tolerance * (1 + exact));
        expect(Math.abs(outputs.slope!.data[i]! - logistic(at))).toBeLessThanOrEqual(tolerance);
      }
    },
  );
});
