import { add, broadcastTo, cast, encodeOnnx, input, sum } from '@nano-os/tensor';
import { InferenceSession } from 'onnxruntime-node';
import { modelFault } from '../../test-support/model-fault';
import { onnxInterface } from './onnx-interface';

const TYPES = { float32: 'FP32', float64: 'FP64', int32: 'INT32', bool: 'BOOL' } as const;

describe('onnxInterface', () => {
  it('reads what ONNX Runtime reads', async () => {
    const rows = input('rows', 'float', ['rows', 3]);
    const count = input('count', 'int', []);
    const table = input('table', 'double', [2, 200]);
    const flags = input('flags', 'bool', ['rows']);
    const onnx = encodeOnnx({
      total: add(sum(rows, [0, 1]), cast(count, 'float')),
      wide: broadcastTo(sum(table, [0]), ['rows', 200]),
      kept: cast(flags, 'float'),
    });
    const session = await InferenceSession.create(onnx);
    const described = (values: readonly InferenceSession.ValueMetadata[]) =>
      values.map((value) => {
        if (!value.isTensor) throw new Error(value.name);
        const datatype = TYPES[value.type as keyof typeof TYPES];
        return { name: value.name, datatype, shape: value.shape };
      });
    expect(onnxInterface(onnx)).toEqual({
      inputs: described(session.inputMetadata),
      outputs: described(session.outputMetadata),
    });
    await session.release();
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['half a file', encodeOnnx({ y: input('x', 'float', [3]) }).subarray(0, 40)],
    ['text', new TextEncoder().encode('{"graph": 1}')],
  ])('refuses %s', (_, bytes) => {
    expect(() => onnxInterface(bytes)).toThrow(modelFault('bad-onnx'));
  });
});
