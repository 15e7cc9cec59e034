import { crc32, deflateRawSync } from 'node:zlib';

/** A file for an archive; every field but the first can be made to lie. */
export interface Entry {
  readonly data: Uint8Array | string;
  readonly deflated?: boolean;
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  /** In the directory; the local header has the name under which the entry is given. */
  readonly name?: string;
  readonly size?: number;
  readonly compressedSize?: number;
  /** Where the directory says that the local header is. */
  readonly offset?: number;
}

/** The bytes of an archive with these files, as ordinary programs write it. */
export function zipOf(entries: readonly (readonly [string, Entry])[], comment = ''): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [localName, entry] of entries) {
    const raw = Buffer.from(entry.data);
    const data = entry.deflated ? deflateRawSync(raw) : raw;
    const name = entry.name ?? localName;
    const fixed = Buffer.alloc(22);
    fixed.writeUInt16LE(entry.flags ?? 0, 0);
    fixed.writeUInt16LE(entry.method ?? (entry.deflated ? 8 : 0), 2);
    fixed.writeUInt32LE(entry.crc ?? crc32(raw), 8);
    fixed.writeUInt32LE(entry.compressedSize ?? data.length, 12);
    fixed.writeUInt32LE(entry.size ?? raw.length, 16);
    const local = Buffer.concat([
      Buffer.from('PK\x03\x04\x14\x00', 'latin1'),
      fixed.subarray(0, 20),
      u16(Buffer.byteLength(localName)),
      u16(0),
      Buffer.from(localName),
      data,
    ]);
    const offset = Buffer.alloc(4);
    offset.writeUInt32LE(entry.offset ?? at);
    directory.push(
      Buffer.from('PK\x01\x02\x14\x00\x14\x00', 'latin1'),
      fixed.subarray(0, 20),
      u16(Buffer.byteLength(name)),
      Buffer.alloc(12),
      offset,
      Buffer.from(name),
    );
    locals.push(local);
    at += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(20);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, central, end, u16(comment.length), Buffer.from(comment)]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

/** An archive as PyTorch's, with this pickle and these storages. */
export function torchZip(
  pickle: Uint8Array,
  storages: Readonly<Record<string, Uint8Array>> = {},
): Buffer {
  return zipOf([
    ['archive/data.pkl', { data: pickle }],
    ...Object.entries(storages).map(([key, data]): [string, Entry] => [
      `archive/data/${key}`,
      { data },
    ]),
    ['archive/version', { data: '3\n' }],
  ]);
}
