import { badCheckpoint } from '../checkpoints/bad-checkpoint';
import { ByteReader, textOf } from '../checkpoints/byte-reader';
import {
  countOf,
  isDtype,
  itemSize,
  tensorOf,
  type Dtype,
  type StoredTensor,
} from './stored-tensor';

/** Tensors by name and the texts that came with them. */
export interface Safetensors {
  readonly tensors: Map<string, StoredTensor>;
  readonly metadata: Map<string, string>;
}

/** A header of a network of a thousand tensors takes a tenth of a megabyte. */
const LONGEST_HEADER = 16 * 1024 * 1024;

interface Entry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a file of the format of https://github.com/huggingface/safetensors: the length of the header,
 * the header as JSON, the values. The tensors must fill what follows the header without gap or overlap.
 * @throws {ModelError} bad-checkpoint
 */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  const reader = new ByteReader(bytes, 'the safetensors file');
  const length = reader.u64();
  if (length > LONGEST_HEADER) throw badCheckpoint(`its header would be ${length} bytes long`);
  const header = parseHeader(reader.take(length));
  const values = reader.take(reader.remaining);

  const metadata = new Map<string, string>();
  const entries: Entry[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') readMetadata(value, metadata);
    else entries.push(parseEntry(name, value));
  }
  checkLayout(entries, values.length);
  const tensors = new Map(
    entries.map(({ name, dtype, shape, start, end }) => [
      name,
      tensorOf(dtype, shape, values.subarray(start, end), `the tensor ${quoted(name)}`),
    ]),
  );
  return { tensors, metadata };
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(textOf(bytes, 'the header'));
  } catch (error) {
    if (error instanceof SyntaxError) throw badCheckpoint('its header is no JSON', error);
    throw error;
  }
  if (!isRecord(header)) throw badCheckpoint('its header is no JSON object');
  return header;
}

function readMetadata(value: unknown, metadata: Map<string, string>): void {
  if (!isRecord(value)) throw badCheckpoint('its __metadata__ is no JSON object');
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') throw badCheckpoint('its __metadata__ holds more than texts');
    metadata.set(key, text);
  }
}

function parseEntry(name: string, value: unknown): Entry {
  const what = `the tensor ${quoted(name)}`;
  if (!isRecord(value) || Object.keys(value).length !== 3) {
    throw badCheckpoint(`${what} needs dtype, shape and data_offsets, and no more`);
  }
  const { dtype, shape, data_offsets: offsets } = value;
  if (!isDtype(dtype)) throw badCheckpoint(`${what} has a type that is not known`);
  if (!Array.isArray(shape)) throw badCheckpoint(`${what} has no shape`);
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(Number.isSafeInteger)) {
    throw badCheckpoint(`${what} has no data_offsets`);
  }
  const count = countOf(shape, what);
  const [start = NaN, end = NaN] = offsets as number[];
  if (end - start !== count * itemSize(dtype)) {
    throw badCheckpoint(`${what} does not have the bytes that its shape takes`);
  }
  return { name, dtype, shape: shape as number[], start, end };
}

function checkLayout(entries: readonly Entry[], length: number): void {
  let end = 0;
  for (const entry of [...entries].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (entry.start !== end) {
      throw badCheckpoint(`there is a gap or an overlap before the tensor ${quoted(entry.name)}`);
    }
    end = entry.end;
  }
  if (end !== length) throw badCheckpoint(`its tensors take ${end} of ${length} bytes`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A name from the file, short enough for a message. */
function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 80));
}
