import { operatorsOf } from '../../test-support/decode-onnx';
import { run, valuesOf } from '../../test-support/run';
import {
  add,
  constant,
  encodeOnnx,
  exp,
  grad,
  greater,
  input,
  mul,
  segmentMax,
  sin,
  square,
  sum,
  TensorError,
  type Tensor,
} from '../index';

const x = input('x', 'float', [2]);
const feeds = { x: { data: Float64Array.of(2, 3), dims: [2] } };

describe('grad', () => {
  it('adds up what comes on several ways', async () => {
    const y = add(mul(x, square(x)), mul(3, x));
    const [first = x] = grad(y, [x]);
    expect(await valuesOf(first, feeds)).toEqual([15, 30]);
  });

  it('can be applied again and again', async () => {
    let derivative: Tensor = sin(x);
    for (let order = 0; order < 4; order++) [derivative = x] = grad(derivative, [x]);
    const values = await valuesOf(derivative, feeds);
    expect(values[0]).toBeCloseTo(Math.sin(2), 14);
    expect(values[1]).toBeCloseTo(Math.sin(3), 14);
  });

  it('is that of the sum where y is no scalar', async () => {
    const [ofVector = x] = grad(square(x), [x]);
    const [ofSum = x] = grad(sum(square(x)), [x]);
    expect(await valuesOf(ofVector, feeds)).toEqual(await valuesOf(ofSum, feeds));
  });

  it('differentiates by tensors within the graph, and by one that another is made of', async () => {
    const inner = square(x);
    const y = mul(exp(inner), 2);
    const [byInner = x, byX = x] = grad(y, [inner, x]);
    const small = { x: { data: Float64Array.of(0.5, 1), dims: [2] } };
    const result = await run({ byInner, byX }, small);
    for (const [i, at] of [0.5, 1].entries()) {
      expect(result.byInner!.data[i]).toBeCloseTo(2 * Math.exp(at * at), 14);
      expect(result.byX!.data[i]).toBeCloseTo(4 * at * Math.exp(at * at), 14);
    }
  });

  it('differentiates by constants', async () => {
    const weight = constant([1, 1]);
    const [slope = x] = grad(mul(square(x), weight), [weight]);
    expect(await valuesOf(slope, feeds)).toEqual([4, 9]);
  });

  it('is zeros, in the right shape, where y does not depend on x', async () => {
    const other = input('other', 'double', ['atoms', 2]);
    const [slope = x] = grad(square(x), [other]);
    expect(slope.kind).toBe('double');
    const result = await run({ slope }, { other: { data: new Float64Array(6), dims: [3, 2] } });
    expect(result.slope).toEqual({ data: new Float64Array(6), dims: [3, 2] });
  });

  it('is zeros beyond what no gradient passes', async () => {
    const index = constant([0, 0], [2], 'int');
    const [slope = x] = grad(segmentMax(x, index, 1), [x]);
    expect(await valuesOf(slope, feeds)).toEqual([0, 0]);
  });

  it('leaves out the parts that no x is in', () => {
    const other = input('other', 'float', [2]);
    const [slope = x] = grad(add(square(x), exp(sin(other))), [x]);
    expect(operatorsOf(encodeOnnx({ slope }))).toEqual(['Mul']);
  });

  it('is not bound by the depth of the stack', () => {
    let y: Tensor = x;
    for (let depth = 0; depth < 5_000; depth++) y = sin(y);
    const [slope = x] = grad(y, [x]);
    // Each sine, its cosine, and a product for each but the first.
    expect(operatorsOf(encodeOnnx({ slope }))).toHaveLength(3 * 5_000 - 2);
  });

  it('refuses what has no gradient', () => {
    const index = input('index', 'int', [2]);
    expect(() => grad(x, [index])).toThrow(
      new TensorError('grad: there is none of or by a tensor of kind int.'),
    );
    expect(() => grad(greater(x, 0), [x])).toThrow(TensorError);
  });
});
