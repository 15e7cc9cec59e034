import { argument, gradientErrors } from '../../test-support/check-gradients';
import { run, valuesOf } from '../../test-support/run';
import {
  broadcastTo,
  constant,
  grad,
  greater,
  input,
  log,
  less,
  where,
  TensorError,
} from '../index';

describe('where', () => {
  const condition = constant([1, 0, 0, 1, 0, 1], [2, 3], 'bool');

  it('has the gradients of what it takes, with broadcasting', async () => {
    const args = [argument(['rows', 3], [-1, 1], { rows: 2 }), argument([3])];
    const byRow = input('condition', 'bool', ['rows', 1]);
    const extra = { condition: { data: Uint8Array.of(1, 0), dims: [2, 1] } };
    for (const choose of [condition, byRow]) {
      const f = (a: typeof choose, b: typeof choose) =>
        where(choose, choose === condition ? broadcastTo(b, [2, 3]) : a, b);
      const errors = await gradientErrors(
        f,
        choose === condition ? [args[1]!, args[1]!] : args,
        extra,
      );
      expect(errors.first).toBeLessThan(1e-9);
      expect(errors.second).toBeLessThan(1e-9);
    }
  });

  it('keeps what it does not take out of value and gradient', async () => {
    const x = input('x', 'float', [2]);
    const safe = where(greater(x, 0), x, 1);
    const y = where(greater(x, 0), log(safe), 0);
    const [slope = x] = grad(y, [x]);
    const outputs = await run({ y, slope }, { x: { data: Float64Array.of(-1, 2), dims: [2] } });
    expect(Array.from(outputs.y!.data)).toEqual([0, Math.log(2)]);
    expect(Array.from(outputs.slope!.data)).toEqual([0, 0.5]);
  });

  it('chooses at once where the condition is known', async () => {
    const x = input('x', 'float', [2]);
    const y = where(less(constant(1), constant(2)), 5, x);
    expect(await valuesOf(y)).toEqual([5, 5]);
  });

  it('refuses shapes that do not go together', () => {
    expect(() => where(condition, input('a', 'float', [4]), 0)).toThrow(
      new TensorError('where: shapes [2, 3], [4], [] do not go together.'),
    );
    expect(() => where(input('a', 'float', [4]), 1, 0)).toThrow(TensorError);
  });
});
