import { readFixture } from '../../test-support/checkpoint-fixtures';
import { readSafetensors } from './read-safetensors';
import { writeSafetensors } from './write-safetensors';
import type { StoredTensor } from './stored-tensor';

describe('writing safetensors', () => {
  it('writes the very bytes of the reference implementation', () => {
    const bytes = readFixture('tensors.safetensors');
    const { tensors, metadata } = readSafetensors(bytes);
    expect(writeSafetensors(tensors, metadata)).toEqual(bytes);
  });

  it('writes the same bytes whatever the order', () => {
    const tensors = readSafetensors(readFixture('tensors.safetensors')).tensors;
    const texts: [string, string][] = [
      ['10', 'a'],
      ['__proto__', '"b"'],
      ['9', 'c'],
    ];
    const file = writeSafetensors(tensors, new Map(texts));
    const turned = writeSafetensors(new Map([...tensors].reverse()), new Map([...texts].reverse()));
    expect(turned).toEqual(file);
    expect(readSafetensors(file).metadata).toEqual(new Map(texts));
  });

  it('writes every type, windows on larger buffers, and nothing', () => {
    const buffer = new ArrayBuffer(64);
    new Uint8Array(buffer).forEach((_, index, bytes) => (bytes[index] = index));
    const tensors = new Map<string, StoredTensor>([
      ['F64', { dtype: 'F64', shape: [2], data: new Float64Array(buffer, 8, 2) }],
      ['F32', { dtype: 'F32', shape: [1, 2], data: new Float32Array(buffer, 4, 2) }],
      ['F16', { dtype: 'F16', shape: [3], data: new Uint16Array(buffer, 2, 3) }],
      ['BF16', { dtype: 'BF16', shape: [1], data: new Uint16Array(buffer, 6, 1) }],
      ['I64', { dtype: 'I64', shape: [], data: new BigInt64Array(buffer, 16, 1) }],
      ['I32', { dtype: 'I32', shape: [2], data: new Int32Array(buffer, 4, 2) }],
      ['I16', { dtype: 'I16', shape: [1], data: new Int16Array(buffer, 4, 1) }],
      ['I8', { dtype: 'I8', shape: [5], data: new Int8Array(buffer, 3, 5) }],
      ['U8', { dtype: 'U8', shape: [7], data: new Uint8Array(buffer, 9, 7) }],
      ['BOOL', { dtype: 'BOOL', shape: [2], data: new Uint8Array(buffer, 0, 2) }],
      ['none', { dtype: 'F32', shape: [0], data: new Float32Array() }],
    ]);
    const file = writeSafetensors(tensors);
    const again = readSafetensors(file).tensors;
    expect(new Map([...again].sort())).toEqual(new Map([...tensors].sort()));
    // The values begin at a multiple of 8 bytes.
    expect(new DataView(file.buffer).getUint8(0) % 8).toBe(0);
    expect(readSafetensors(writeSafetensors(new Map())).tensors.size).toBe(0);
  });

  it.each<[string, StoredTensor]>([
    ['a', { dtype: 'F32', shape: [3], data: new Float32Array(2) }],
    ['__metadata__', { dtype: 'F32', shape: [2], data: new Float32Array(2) }],
  ])('refuses the tensor %s that could not be read again', (name, tensor) => {
    expect(() => writeSafetensors(new Map([[name, tensor]]))).toThrow(
      expect.objectContaining({ code: 'bad-weights' }) as Error,
    );
  });
});
