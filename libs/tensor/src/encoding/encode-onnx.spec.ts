import { decodeOnnx, operatorsOf } from '../../test-support/decode-onnx';
import {
  add,
  constant,
  dimSize,
  encodeOnnx,
  exp,
  gather,
  greater,
  input,
  matmul,
  mul,
  segmentSum,
  Session,
  sum,
  TensorError,
} from '../index';

const x = input('x', 'float', ['edges', 4]);
const index = input('index', 'int', ['edges']);
const weights = constant(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 0.1), [4, 2]);
const y = segmentSum(matmul(x, weights), index, 3);

describe('encodeOnnx', () => {
  it('writes opset 18 and IR 8, names and metadata', () => {
    const file = encodeOnnx({ y }, { name: 'net', metadata: { units: 'eV', licence: 'MIT' } });
    expect(decodeOnnx(file)).toMatchObject({
      irVersion: 8,
      opsets: [18],
      name: 'net',
      metadata: { units: 'eV', licence: 'MIT' },
    });
  });

  it('names sizes, types and shapes of inputs and outputs', () => {
    const file = encodeOnnx({ y, large: greater(sum(x, [1]), 2) });
    const { inputs, outputs } = decodeOnnx(file);
    expect(inputs).toEqual([
      { name: 'x', type: 1, shape: ['edges', 4] },
      { name: 'index', type: 6, shape: ['edges'] },
    ]);
    expect(outputs).toEqual([
      { name: 'y', type: 1, shape: [3, 2] },
      { name: 'large', type: 6, shape: ['edges'] },
    ]);
  });

  it('keeps weights as little-endian raw data of the precision', () => {
    const find = (file: Uint8Array) =>
      decodeOnnx(file).initializers.find(({ dims }) => dims.join() === '4,2');
    const single = find(encodeOnnx({ y }));
    expect(single?.type).toBe(1);
    expect(Buffer.from(single!.raw).readFloatLE(28)).toBe(Math.fround(0.1));
    const double = find(encodeOnnx({ y: mul(constant(0.1), x) }, { precision: 'float64' }));
    expect(double).toBeUndefined();
    const exact = decodeOnnx(encodeOnnx({ y: mul(constant(0.1), x) }, { precision: 'float64' }));
    expect(exact.initializers.map(({ raw }) => Buffer.from(raw).readDoubleLE(0))).toEqual([0.1]);
  });

  it('leaves out what no output needs, and inputs with it', () => {
    const unused = exp(input('unused', 'float', [2]));
    const file = encodeOnnx({ y: add(mul(sum(unused), 0), sum(x)) });
    expect(decodeOnnx(file).inputs.map(({ name }) => name)).toEqual(['x']);
    expect(operatorsOf(file)).toEqual(['ReduceSum']);
  });

  it('writes equal parts once', () => {
    const twice = mul(exp(gather(x, index)), exp(gather(x, index)));
    expect(operatorsOf(encodeOnnx({ twice }))).toEqual(['Cast', 'Exp', 'Gather', 'Mul']);
  });

  it('reads a named size of an input that is needed, or else of any that is known', () => {
    const size = dimSize('atoms');
    const atoms = input('atoms', 'float', ['atoms']);
    expect(() => encodeOnnx({ size })).toThrow(
      new TensorError("No input of the graph has the size 'atoms', needed when it runs."),
    );
    const file = encodeOnnx({ size }, { inputs: [atoms] });
    expect(decodeOnnx(file).inputs).toEqual([{ name: 'atoms', type: 1, shape: ['atoms'] }]);
    const pruned = encodeOnnx({ size: add(mul(sum(atoms), 0), size) });
    expect(decodeOnnx(pruned).inputs).toEqual([{ name: 'atoms', type: 1, shape: ['atoms'] }]);
  });

  it('refuses names that are not unique', () => {
    expect(() => encodeOnnx({ y: add(sum(x), sum(input('x', 'float', [3]))) })).toThrow(
      new TensorError("input: 'x' comes twice, as [edges, 4] and [3]."),
    );
    expect(() => encodeOnnx({ x: exp(x) })).toThrow(
      new TensorError("encodeOnnx: 'x' is the name of an input and of an output."),
    );
    expect(() => encodeOnnx({ '/y': exp(x) })).toThrow(TensorError);
  });

  it('gives outputs that are inputs, constants or the same tensor their own names', async () => {
    const outputs = { copy: x, again: x, fixed: constant([1, 2]), one: exp(x), other: exp(x) };
    const session = await Session.create(encodeOnnx(outputs));
    const result = await session.run({ x: { data: new Float32Array(4), dims: [1, 4] } });
    await session.dispose();
    expect(result.copy).toEqual({ data: new Float32Array(4), dims: [1, 4] });
    expect(result.again).toEqual(result.copy);
    expect(result.fixed).toEqual({ data: Float32Array.of(1, 2), dims: [2] });
    expect(result.one).toEqual({ data: Float32Array.of(1, 1, 1, 1), dims: [1, 4] });
    expect(result.other).toEqual(result.one);
  });

  it('writes the same bytes for the same graph', () => {
    expect(encodeOnnx({ y })).toEqual(encodeOnnx({ y }));
  });
});
