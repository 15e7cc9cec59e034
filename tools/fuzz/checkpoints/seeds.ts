import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readZip } from '@nano-os/models';
import { zipOf, type Entry } from '../../../libs/models/test-support/zip-writer';
import type { Random } from '../crystal/random';
import { mutate } from './mutate';

export type Format = 'torch' | 'keras' | 'safetensors' | 'zip';

/** A file to start from. */
export interface Seed {
  readonly name: string;
  readonly format: Format;
  readonly bytes: Uint8Array;
}

const FORMATS: readonly (readonly [string, Format])[] = [
  ['.pt', 'torch'],
  ['.tar', 'torch'],
  ['.hdf5', 'keras'],
  ['.safetensors', 'safetensors'],
];

/** The project's own fixtures, but for those that are refused as they are. */
export function readSeeds(root: string): Seed[] {
  const seeds = seedsIn(join(root, 'libs/models/test-fixtures/checkpoints'));
  return seeds.filter(({ name }) => !name.startsWith('foreign-'));
}

/** The published files, where the shared folder is there. */
export function readPublishedSeeds(shared: string): Seed[] {
  const folder = join(shared, 'weights');
  return existsSync(folder) ? seedsIn(folder) : [];
}

function seedsIn(folder: string): Seed[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return names.flatMap((name) => {
    const [, format] = FORMATS.find(([ending]) => name.endsWith(ending)) ?? [];
    const bytes = (): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));
    return format === undefined ? [] : [{ name, format, bytes: bytes() }];
  });
}

/**
 * A mutant of a file. Within archives one of the files is changed and the archive put together again
 * two times out of three, for otherwise the check sums would find most changes out; after the length
 * in front of a safetensors header it is put right as often.
 */
export function mutantOf(seed: Seed, random: Random, others: readonly Seed[]): Uint8Array {
  const files = others.map(({ bytes }) => bytes);
  if (random.next() < 1 / 3) return mutate(seed.bytes, random, files);
  if (seed.bytes[0] === 0x50) return rezipped(seed.bytes, random, files);
  if (seed.format === 'safetensors') return measured(seed.bytes, random, files);
  return mutate(seed.bytes, random, files);
}

function rezipped(bytes: Uint8Array, random: Random, others: readonly Uint8Array[]): Uint8Array {
  const files = [...readZip(bytes)];
  // The pickle comes first and is where most can go wrong.
  const changed = random.next() < 0.8 ? 0 : random.below(files.length);
  const entries = files.map(([name, file], index): [string, Entry] => {
    const data = index === changed ? mutate(file.read(), random, others) : file.read();
    return [name, { data, deflated: random.next() < 0.1 }];
  });
  return zipOf(entries);
}

function measured(bytes: Uint8Array, random: Random, others: readonly Uint8Array[]): Uint8Array {
  const length = Number(Buffer.from(bytes).readBigUInt64LE());
  const header = mutate(bytes.subarray(8, 8 + length), random, others);
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([size, header, bytes.subarray(8 + length)]);
}
