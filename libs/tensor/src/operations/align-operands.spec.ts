import { decodeOnnx, operatorsOf } from '../../test-support/decode-onnx';
import { run } from '../../test-support/run';
import { add, encodeOnnx, greater, input, mul, where } from '../index';

const column = input('column', 'float', ['edges', 1]);
const vectors = input('vectors', 'float', ['edges', 3]);
const feeds = {
  column: { data: Float64Array.of(2, 3), dims: [2, 1] },
  vectors: { data: Float64Array.of(1, 2, 3, 4, 5, 6), dims: [2, 3] },
};

describe('operands of elementwise operations', () => {
  it('are given the axes of the result where they are single numbers', () => {
    const file = encodeOnnx({ y: where(greater(column, 0.5), column, 7) });
    expect(decodeOnnx(file).initializers.map(({ dims }) => dims)).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it('are repeated beforehand where a column meets a few', async () => {
    const y = mul(vectors, column);
    expect(operatorsOf(encodeOnnx({ y }))).toEqual(['Concat', 'Mul']);
    const result = await run({ y, z: add(column, vectors) }, feeds);
    expect(result.y).toEqual({ data: Float64Array.of(2, 4, 6, 12, 15, 18), dims: [2, 3] });
    expect(result.z).toEqual({ data: Float64Array.of(3, 4, 5, 7, 8, 9), dims: [2, 3] });
  });

  it('are left alone elsewhere', () => {
    const row = input('row', 'float', [3]);
    expect(operatorsOf(encodeOnnx({ y: mul(vectors, row) }))).toEqual(['Mul']);
    const wide = input('wide', 'float', ['edges', 64]);
    expect(operatorsOf(encodeOnnx({ y: mul(wide, column) }))).toEqual(['Mul']);
  });
});
