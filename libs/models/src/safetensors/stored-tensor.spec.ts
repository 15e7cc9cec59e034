import { toFloat32, toFloat64, type StoredTensor } from './stored-tensor';

const bits = Float32Array.of(1.5, -3e38, 0.1);
const upper = Uint16Array.from(new Uint32Array(bits.buffer), (word) => word >>> 16);

describe('the values of a tensor as floats', () => {
  it.each<[StoredTensor, number[]]>([
    [{ dtype: 'F64', shape: [1], data: Float64Array.of(0.1) }, [0.1]],
    [{ dtype: 'F32', shape: [1], data: Float32Array.of(0.1) }, [Math.fround(0.1)]],
    [{ dtype: 'F16', shape: [1], data: Uint16Array.of(0x2e66) }, [0.0999755859375]],
    [
      { dtype: 'BF16', shape: [3], data: upper },
      [...new Float32Array(Uint32Array.from(upper, (word) => word * 65536).buffer)],
    ],
    [{ dtype: 'I64', shape: [1], data: BigInt64Array.of(-(2n ** 40n)) }, [-(2 ** 40)]],
    [{ dtype: 'I8', shape: [1], data: Int8Array.of(-3) }, [-3]],
    [{ dtype: 'BOOL', shape: [2], data: Uint8Array.of(1, 0) }, [1, 0]],
  ])('converts %j', (tensor, expected) => {
    expect([...toFloat64(tensor)]).toEqual(expected);
    expect([...toFloat32(tensor)]).toEqual(expected.map(Math.fround));
  });

  it('copies nothing that is of the type already', () => {
    const single: StoredTensor = { dtype: 'F32', shape: [1], data: Float32Array.of(1) };
    const double: StoredTensor = { dtype: 'F64', shape: [1], data: Float64Array.of(1) };
    expect(toFloat32(single)).toBe(single.data);
    expect(toFloat64(double)).toBe(double.data);
  });
});
