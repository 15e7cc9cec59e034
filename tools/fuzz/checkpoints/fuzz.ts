import { existsSync } from 'node:fs';
import {
  ModelError,
  readKerasHdf5,
  readSafetensors,
  readTorchCheckpoint,
  readZip,
} from '@nano-os/models';
import { Random } from '../crystal/random';
import { TRACE } from './mutate';
import { mutantOf, type Format, type Seed } from './seeds';
import { faultOfTensors, tensorsOf } from './sound';

/** A mutant and what came of it. */
export interface Case {
  readonly seed: Seed;
  readonly bytes: Uint8Array;
  /** Why it was refused, without names and numbers; undefined where it is read. */
  readonly reason?: string;
  /** What is wrong with the reader: neither sound values nor a refusal that says why. */
  readonly fault?: string;
  readonly milliseconds: number;
}

/** Read with this reader; what is wrong with the values, if anything. */
const READERS: Readonly<Record<Format, (bytes: Uint8Array) => string | undefined>> = {
  torch: (bytes) => faultOfTensors(tensorsOf(readTorchCheckpoint(bytes)), bytes.length),
  keras: (bytes) => faultOfTensors(readKerasHdf5(bytes).weights, bytes.length),
  safetensors: (bytes) => faultOfTensors(readSafetensors(bytes).tensors, bytes.length),
  zip: (bytes) => {
    for (const file of readZip(bytes).values()) {
      if (file.read().length !== file.size) return 'a file of another size';
    }
    return undefined;
  },
};

/** The mutant of this number, read and checked. The same number and seeds make the same case. */
export function runCase(index: number, seeds: readonly Seed[]): Case {
  const random = new Random(Math.imul(index + 1, 0x9e3779b1));
  const seed = random.pick(seeds);
  const bytes = mutantOf(seed, random, seeds);
  const other = random.pick(['torch', 'keras', 'safetensors', 'zip'] as const);
  const read = READERS[random.next() < 0.9 ? seed.format : other];
  const base = { seed, bytes };
  const start = performance.now();
  try {
    const fault = read(bytes) ?? traceOfCode();
    return { ...base, fault, milliseconds: performance.now() - start };
  } catch (error) {
    const milliseconds = performance.now() - start;
    if (!(error instanceof ModelError)) {
      const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { ...base, fault, milliseconds };
    }
    const { code, message } = error;
    const isClear = code === 'bad-checkpoint' && message.length > 50 && message.length < 800;
    const fault = isClear ? traceOfCode() : `unclear refusal: ${code}: ${message}`;
    return { ...base, fault, reason: reasonOf(message), milliseconds };
  }
}

function reasonOf(message: string): string {
  return message
    .replace(/^.*?cannot be read: /, '')
    .replace(
      /(the (?:tensor|dataset|file|attribute|storage)|asks for|are named|has no) \S+/g,
      '$1 …',
    )
    .replace(/0x[0-9a-f]+|\d+/g, '…')
    .slice(0, 70);
}

/** Whether anything happened that only code could have done. */
function traceOfCode(): string | undefined {
  if (existsSync(TRACE)) return 'code was run';
  const isClean = Object.keys(Object.prototype).length === 0 && !('polluted' in {});
  return isClean ? undefined : 'a prototype was changed';
}
