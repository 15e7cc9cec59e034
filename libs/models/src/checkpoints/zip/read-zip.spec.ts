import { readFixture } from '../../../test-support/checkpoint-fixtures';
import { zipOf, type Entry } from '../../../test-support/zip-writer';
import { readZip } from './read-zip';

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString();
const refusal = expect.objectContaining({ code: 'bad-checkpoint' }) as Error;

/** Opens an archive and reads all that is in it. */
function readAll(bytes: Uint8Array): Map<string, Uint8Array> {
  return new Map([...readZip(bytes)].map(([name, file]) => [name, file.read()]));
}

describe('reading zip archives', () => {
  it('reads files that are stored and such as are deflated', () => {
    const bytes = zipOf([
      ['model/', { data: '' }],
      ['model/config.json', { data: '{"name": "x"}', deflated: true }],
      ['model/checkpoint.pt', { data: Buffer.alloc(5000, 7), deflated: true }],
      ['model/empty', { data: '' }],
      ['read.me', { data: 'weights' }],
    ]);
    const files = readAll(bytes);
    expect([...files.keys()]).toEqual([
      'model/config.json',
      'model/checkpoint.pt',
      'model/empty',
      'read.me',
    ]);
    expect(text(files.get('model/config.json'))).toBe('{"name": "x"}');
    expect(files.get('model/checkpoint.pt')).toEqual(new Uint8Array(5000).fill(7));
    expect(text(files.get('model/empty'))).toBe('');
    expect(text(files.get('read.me'))).toBe('weights');
  });

  it('reads an archive of PyTorch, which has the end record of large archives', () => {
    const files = readAll(readFixture('windows.pt'));
    expect(text(files.get('windows/version'))).toBe('3\n');
    expect(text(files.get('windows/byteorder'))).toBe('little');
  });

  it('reads an archive of nothing', () => {
    expect(readZip(zipOf([])).size).toBe(0);
  });
});

describe('archives that are refused', () => {
  const data = 'weights and biases';
  it.each<[string, Entry]>([
    ['leads out of its folder', { data, name: 'a/../../b' }],
    ['leads to the root', { data, name: '/etc/passwd' }],
    ['leads to a drive', { data, name: 'C:b' }],
    ['leads elsewhere on Windows', { data, name: 'a\\..\\b' }],
    ['has an empty folder in its name', { data, name: 'a//b' }],
    ['has a zero in its name', { data, name: 'a\0b' }],
    ['has no name', { data, name: '' }],
    ['has two names', { data, name: 'other' }],
    ['is encrypted', { data, flags: 1 }],
    ['is compressed by some other method', { data, method: 12 }],
    ['is damaged', { data, crc: 1 }],
    ['is said to be smaller than it is', { data, deflated: true, size: 4 }],
    ['is said to be larger than it is', { data, deflated: true, size: 400 }],
    ['is stored in another size', { data, size: 4 }],
    ['is called deflated and is not', { data, method: 8 }],
    ['ends behind the directory', { data, size: 4000, compressedSize: 4000 }],
    ['is huge', { data, size: 0xffffffff, compressedSize: 0xffffffff }],
    ['begins nowhere', { data, offset: 0xfffffff0 }],
    ['begins in the middle of itself', { data, offset: 3 }],
  ])('one with a file that %s', (_, entry) => {
    expect(() => readAll(zipOf([['file', entry]]))).toThrow(refusal);
  });

  it('one with two files of one name', () => {
    const bytes = zipOf([
      ['file', { data }],
      ['file', { data: 'other' }],
    ]);
    expect(() => readZip(bytes)).toThrow(/two of its files/);
  });

  it('one whose files overlap', () => {
    const bytes = zipOf([
      ['a', { data: zipOf([['b', { data }]]) }],
      // Within the file before, behind its header of 31 bytes.
      ['b', { data, offset: 31 }],
    ]);
    expect(() => readZip(bytes)).toThrow(/overlaps/);
    const same = zipOf([
      ['a', { data, deflated: true }],
      ['a', { data, name: 'b', offset: 0, deflated: true }],
    ]);
    expect(() => readZip(same)).toThrow(refusal);
  });

  it('one that grows to more than is honest, before anything is inflated', () => {
    // Each file says that it is of 40 MiB, which is not too much for one.
    const bytes = zipOf(
      ['a', 'b'].map((name) => [name, { data: 'x', deflated: true, size: 40 * 1024 * 1024 }]),
    );
    expect(() => readZip(bytes)).toThrow(/too many bytes when inflated/);
  });

  it('one that grows to more than it says', () => {
    const bytes = zipOf([['f', { data: Buffer.alloc(1024 * 1024), deflated: true, size: 100 }]]);
    expect(() => readAll(bytes)).toThrow(/cannot be inflated/);
  });

  it('one with a comment, something behind it, or another count', () => {
    const bytes = zipOf([['file', { data }]]);
    const counted = Buffer.from(bytes);
    counted.writeUInt16LE(2, bytes.length - 12);
    counted.writeUInt16LE(2, bytes.length - 14);
    for (const other of [
      zipOf([['file', { data }]], 'PK'),
      Buffer.concat([bytes, Buffer.from('more')]),
      Buffer.concat([Buffer.from('before'), bytes]),
      counted,
      bytes.subarray(0, -1),
      new Uint8Array(22),
    ]) {
      expect(() => readZip(other)).toThrow(refusal);
    }
  });

  it('one whose two end records differ', () => {
    const bytes = readFixture('windows.pt');
    // The count and place of the directory in the record for large archives.
    for (const at of [24, 32, 40, 48, 64]) {
      const other = Uint8Array.from(bytes);
      other[bytes.length - 98 + at]! ^= 1;
      expect(() => readZip(other)).toThrow(/two ends that differ/);
    }
  });
});
