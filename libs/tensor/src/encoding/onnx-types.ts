import type { Kind } from '../graph/tensor';

/** Numbers of `TensorProto.DataType`. */
export const ONNX_TYPE = { float32: 1, int32: 6, int64: 7, bool: 9, float64: 11 } as const;

export type OnnxType = keyof typeof ONNX_TYPE;

/** What `float` becomes. */
export type Precision = 'float32' | 'float64';

export function onnxTypeOf(kind: Kind, precision: Precision): OnnxType {
  switch (kind) {
    case 'float':
      return precision;
    case 'double':
      return 'float64';
    case 'int':
      return 'int64';
    case 'bool':
      return 'bool';
  }
}

/** Values as the bytes of `TensorProto.raw_data`: little-endian whatever the machine. */
export function rawBytes(values: ArrayLike<number>, type: OnnxType): Uint8Array {
  const size = { float32: 4, int32: 4, int64: 8, bool: 1, float64: 8 }[type];
  const bytes = new Uint8Array(values.length * size);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (type === 'float32') view.setFloat32(i * 4, value, true);
    else if (type === 'float64') view.setFloat64(i * 8, value, true);
    else if (type === 'int64') view.setBigInt64(i * 8, BigInt(value), true);
    else if (type === 'int32') view.setInt32(i * 4, value, true);
    else bytes[i] = value === 0 ? 0 : 1;
  }
  return bytes;
}
