import { GlobalHeap } from './global-heap';

/** A file with a heap at 16 that holds "abcdefghij" under 1 and "xyz" under 2. */
function fileOf(): { bytes: Uint8Array; view: DataView } {
  const bytes = new Uint8Array(200);
  const view = new DataView(bytes.buffer);
  bytes.set(Buffer.from('GCOL\x01'), 16);
  view.setBigUint64(24, 96n, true);
  view.setUint16(32, 1, true);
  view.setBigUint64(40, 10n, true);
  bytes.set(Buffer.from('abcdefghij'), 48);
  view.setUint16(64, 2, true);
  view.setBigUint64(72, 3n, true);
  bytes.set(Buffer.from('xyz'), 80);
  return { bytes, view };
}

function reference(length: number, address: bigint, index: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(16));
  view.setUint32(0, length, true);
  view.setBigUint64(4, address, true);
  view.setUint32(12, index, true);
  return new Uint8Array(view.buffer);
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

describe('texts in a heap', () => {
  it('are found by number', () => {
    const heap = new GlobalHeap(fileOf().bytes);
    expect(text(heap.resolve(reference(10, 16n, 1)))).toBe('abcdefghij');
    expect(text(heap.resolve(reference(2, 16n, 2)))).toBe('xy');
    expect(text(heap.resolve(reference(0, 0n, 0)))).toBe('');
  });

  it.each([
    ['is not there', reference(1, 16n, 3)],
    ['is shorter', reference(4, 16n, 2)],
    ['is the free space', reference(1, 16n, 0)],
    ['is no heap', reference(1, 24n, 1)],
    ['lies behind the end', reference(1, 199n, 1)],
    ['lies far behind the end', reference(1, 2n ** 64n - 1n, 1)],
  ])('are refused when what they refer to %s', (_, to) => {
    expect(() => new GlobalHeap(fileOf().bytes).resolve(to)).toThrow(
      expect.objectContaining({ code: 'bad-checkpoint' }) as Error,
    );
  });

  it.each<[string, (file: ReturnType<typeof fileOf>) => void]>([
    [
      'larger than the file',
      ({ view }) => {
        view.setBigUint64(24, 200n, true);
      },
    ],
    [
      'smaller than its head',
      ({ view }) => {
        view.setBigUint64(24, 8n, true);
      },
    ],
    [
      'with a text larger than it',
      ({ view }) => {
        view.setBigUint64(72, 100n, true);
      },
    ],
    [
      'with two texts of one number',
      ({ view }) => {
        view.setUint16(64, 1, true);
      },
    ],
    ['of another version', ({ bytes }) => (bytes[20] = 2)],
  ])('are refused in a heap %s', (_, change) => {
    const file = fileOf();
    change(file);
    expect(() => new GlobalHeap(file.bytes).resolve(reference(1, 16n, 1))).toThrow(
      expect.objectContaining({ code: 'bad-checkpoint' }) as Error,
    );
  });
});
