import { ModelError } from '../errors';
import { countOf, type Dtype, type StoredTensor } from './stored-tensor';

/** In which order types come, the widest first so that all values are aligned. */
const ORDER: readonly Dtype[] = [
  'I64',
  'F64',
  'F32',
  'I32',
  'BF16',
  'F16',
  'I16',
  'I8',
  'U8',
  'BOOL',
];

/**
 * Writes tensors in the format of https://github.com/huggingface/safetensors. The same tensors and
 * metadata make the same bytes whatever their order, those that the reference implementation makes:
 * by type and within a type by name.
 * @throws {ModelError} bad-weights when a tensor has not as many values as its shape says
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, StoredTensor>,
  metadata: ReadonlyMap<string, string> = new Map(),
): Uint8Array {
  const sorted = [...tensors].sort(
    ([a, { dtype: p }], [b, { dtype: q }]) => ORDER.indexOf(p) - ORDER.indexOf(q) || compare(a, b),
  );
  const fields: string[] = [];
  if (metadata.size > 0) {
    const pairs = [...metadata].sort(([a], [b]) => compare(a, b));
    // Written by hand: an object would put keys that look like numbers first, and lose __proto__.
    fields.push(`"__metadata__":{${pairs.map((pair) => pair.map(quote).join(':')).join(',')}}`);
  }
  let end = 0;
  for (const [name, { dtype, shape, data }] of sorted) {
    if (name === '__metadata__' || countOf(shape, name) !== data.length) {
      throw new ModelError('bad-weights', `The tensor ${quote(name)} cannot be written.`);
    }
    const start = end;
    end += data.byteLength;
    fields.push(`${quote(name)}:${JSON.stringify({ dtype, shape, data_offsets: [start, end] })}`);
  }
  const header = new TextEncoder().encode(`{${fields.join(',')}}`);
  const padded = Math.ceil(header.length / 8) * 8;

  const file = new Uint8Array(8 + padded + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(padded), true);
  file.set(header, 8);
  file.fill(0x20, 8 + header.length, 8 + padded);
  let at = 8 + padded;
  for (const [, { data }] of sorted) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}

const quote = (text: string): string => JSON.stringify(text);

/** By code units, so that no locale plays a part. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
