import { binaryDifferences, expectSmall, unaryDifferences } from '../../test-support/elementwise';
import { valuesOf } from '../../test-support/run';
import { add, constant, div, input, mul, neg, sub, TensorError } from '../index';

describe('arithmetic', () => {
  it('add', async () => {
    expectSmall(await binaryDifferences(add, (a, b) => a + b, [-2, 2], [-2, 2]));
  });

  it('sub', async () => {
    expectSmall(await binaryDifferences(sub, (a, b) => a - b, [-2, 2], [-2, 2]));
  });

  it('mul', async () => {
    expectSmall(await binaryDifferences(mul, (a, b) => a * b, [-2, 2], [-2, 2]));
  });

  it('div', async () => {
    expectSmall(await binaryDifferences(div, (a, b) => a / b, [-2, 2], [0.5, 2]));
  });

  it('neg', async () => {
    expectSmall(await unaryDifferences(neg, (x) => -x, [-2, 2]));
  });

  it('takes numbers on either side', async () => {
    const x = input('x', 'double', [2]);
    const y = sub(1, div(mul(x, 3), 2));
    expect(await valuesOf(y, { x: { data: Float64Array.of(2, 4), dims: [2] } })).toEqual([-2, -5]);
  });

  it('computes with whole numbers', async () => {
    const x = input('x', 'int', [2]);
    const y = add(mul(x, constant([2, 3], [2], 'int')), neg(x));
    expect(await valuesOf(y, { x: { data: Int32Array.of(5, -7), dims: [2] } })).toEqual([5, -14]);
  });

  it('refuses shapes and kinds that do not go together', () => {
    const x = input('x', 'float', ['edges', 3]);
    expect(() => add(x, input('y', 'float', ['atoms', 3]))).toThrow(
      new TensorError('add: shapes [edges, 3] and [atoms, 3] do not go together.'),
    );
    expect(() => mul(x, input('y', 'float', [4]))).toThrow(TensorError);
    expect(() => add(x, input('y', 'double', [3]))).toThrow(
      new TensorError('add: takes float, not double [3].'),
    );
    expect(() => div(input('i', 'int', []), 2)).toThrow(TensorError);
  });
});
