import { operatorsOf } from '../../test-support/decode-onnx';
import {
  add,
  broadcastTo,
  cast,
  concat,
  constant,
  div,
  encodeOnnx,
  exp,
  full,
  gather,
  grad,
  input,
  matmul,
  mean,
  mul,
  neg,
  ones,
  pad,
  reshape,
  segmentSum,
  sigmoid,
  slice,
  square,
  sub,
  sum,
  transpose,
  zeros,
  type Tensor,
} from '../index';

const x = input('x', 'float', ['edges', 4]);
const y = input('y', 'float', ['edges', 4]);
const index = input('index', 'int', ['edges']);
const weights = constant(
  Array.from({ length: 8 }, (_, i) => i),
  [4, 2],
);
const row = input('row', 'float', [4]);

const operators = (tensor: Tensor) =>
  operatorsOf(encodeOnnx({ out: tensor }, { inputs: [x] })).join(' ');

describe('reducing a graph before it is written', () => {
  it.each<[string, Tensor, string]>([
    ['x · 1', mul(x, 1), ''],
    ['x · ones', mul(ones(['edges', 4]), x), ''],
    ['x + 0', add(0, x), ''],
    ['x - zeros', sub(x, zeros(['edges', 4])), ''],
    ['x / 1', div(x, 1), ''],
    ['--x', neg(neg(x)), ''],
    ['0 - x', sub(0, x), 'Neg'],
    ['x · -1', mul(x, -1), 'Neg'],
    ['x + -y', add(x, neg(y)), 'Sub'],
    ['x - -y', sub(x, neg(y)), 'Add'],
    ['-(x - y)', neg(sub(x, y)), 'Sub'],
    ['-x · -y', mul(neg(x), neg(y)), 'Mul'],
    ['-x · 3', mul(neg(x), 3), 'Mul'],
    ['-(x · 3)', neg(mul(x, 3)), 'Mul'],
    ['(2 · x) · 3', mul(mul(2, x), 3), 'Mul'],
    ['x + x', add(x, x), 'Mul'],
    ['(xᵀ)ᵀ', transpose(transpose(x)), ''],
    ['reshape of reshape', reshape(reshape(x, ['edges', 2, 2]), ['edges', 4, 1]), 'Reshape'],
    ['reshape back', reshape(reshape(x, ['edges', 2, 2]), ['edges', 4]), ''],
    ['transpose of a row', transpose(reshape(row, [1, 4])), 'Reshape'],
    ['sum over an axis of size 1', sum(reshape(x, ['edges', 1, 4]), [1]), ''],
    ['sum of a sum', sum(sum(x, [1]), [0]), 'ReduceSum'],
    ['sum of a multiple', sum(mul(x, 2)), 'Mul ReduceSum'],
    ['sum of what is repeated', sum(broadcastTo(row, [5, 4]), [0]), 'Mul'],
    ['a multiple by a constant', mul(neg(mul(x, 2)), constant([1, 2, 3, 4])), 'Mul'],
    [
      'segments of a multiple',
      segmentSum(neg(x), index, 3),
      'Cast ConstantOfShape Neg ScatterND Unsqueeze',
    ],
    ['mean of what is repeated', mean(broadcastTo(row, [5, 4]), [0]), ''],
    ['a repetition within a product', mul(broadcastTo(row, ['edges', 4]), x), 'Mul'],
    [
      'two repetitions',
      add(ones(['edges', 4]), broadcastTo(row, ['edges', 4])),
      'Add Concat Expand Shape',
    ],
    ['rows of equal rows', gather(broadcastTo(row, ['edges', 4]), index), 'Concat Expand Shape'],
    ['a function of what is repeated', sum(mul(exp(full(['edges', 4], 0)), x), [1]), 'ReduceSum'],
    ['zeros in a product', matmul(zeros(['edges', 4]), weights), 'Concat ConstantOfShape Shape'],
    ['zeros added up', add(segmentSum(zeros(['edges', 4]), index, 3), 1), 'ConstantOfShape'],
    [
      'an outer product',
      matmul(sum(x, [1], true), reshape(row, [1, 4])),
      'Concat Mul ReduceSum Reshape',
    ],
    ['a part of a concatenation', slice(concat([x, exp(x)], 1), 1, 0, 4), ''],
    ['two halves', add(pad(x, 1, 0, 4), pad(y, 1, 4, 0)), 'Concat'],
    ['a cast to the same type', cast(cast(x, 'double'), 'double'), 'Cast'],
    ['constants', matmul(x, transpose(mul(add(transpose(weights), 1), 2))), 'MatMul'],
  ])('%s', (_what, tensor, expected) => {
    expect(operators(tensor)).toBe(expected);
  });

  it('keeps the gradient of a dense layer to what it needs', () => {
    const bias = input('bias', 'float', [2]);
    const energy = sum(sigmoid(add(matmul(x, weights), bias)));
    const [byInput = x] = grad(energy, [x]);
    expect(operators(byInput)).toBe('Add MatMul MatMul Mul Sigmoid Sub');
  });

  it('differentiates an energy of atoms without a product for the last layer', () => {
    const energy = sum(segmentSum(matmul(square(x), constant([1, 2, 3, 4], [4, 1])), index, 3));
    const [force = x] = grad(neg(energy), [x]);
    // x · [-2, -4, -6, -8]: sums and segments leave nothing.
    expect(operators(force)).toBe('Mul');
  });

  it('shares what value and gradient have in common', () => {
    const energy = sum(exp(x));
    const [force = x] = grad(energy, [x]);
    expect(operatorsOf(encodeOnnx({ energy, force }))).toEqual(['Exp', 'ReduceSum']);
  });
});
