import { piece } from '../../../libs/models/test-support/pickle-writer';
import type { Random } from '../crystal/random';

/** How far a mutant may grow beyond what it was made of. */
const MOST_GROWTH = 64 * 1024;

/** What a pickle must never come to do; the file of this name would give it away. */
export const TRACE = '/tmp/nano-os-fuzz-was-here';

/** Calls and values that have no place in a checkpoint. */
const HOSTILE: readonly (readonly number[])[] = [
  piece.call(piece.global('os', 'system'), piece.text(`touch ${TRACE}`)),
  piece.call(piece.global('builtins', 'eval'), piece.text(`open("${TRACE}", "w")`)),
  piece.call(piece.global('child_process', 'execSync'), piece.text(`touch ${TRACE}`)),
  piece.call(piece.global('torch', 'load'), piece.text(TRACE)),
  piece.call(piece.global('builtins', 'getattr'), piece.dict(), piece.text('__class__')),
  piece.global('torch._utils', '_rebuild_tensor_v2'),
  piece.global('torch', 'DoubleStorage'),
  piece.build(piece.create(piece.global('argparse', 'Namespace')), piece.dict()),
  piece.dict(piece.text('__proto__'), piece.dict(piece.text('polluted'), piece.yes)),
  piece.list(piece.get(0), piece.get(1), piece.get(2)),
  piece.long(...Array<number>(32).fill(0xff)),
  piece.int(-1),
  piece.int(0x7fffffff),
  piece.tuple(),
];

const INTEGERS = [0n, 1n, 2n, 0x7fn, 0xffn, 0x7fffn, 0xffffn, 0x7fffffffn, 0xffffffffn];
const WIDE = [2n ** 53n, 2n ** 63n - 1n, 2n ** 64n - 1n];

type Mutation = (bytes: Buffer, random: Random, others: readonly Uint8Array[]) => Uint8Array;

/** A place that holds something, if one is found soon: large parts of some files are zeros. */
function place(bytes: Uint8Array, random: Random): number {
  let at = random.below(bytes.length);
  for (let tries = 0; tries < 12 && bytes[at] === 0; tries++) at = random.below(bytes.length);
  return at;
}

function range(bytes: Uint8Array, random: Random, most: number): Uint8Array {
  const start = place(bytes, random);
  return bytes.subarray(start, start + 1 + random.below(most));
}

function splice(bytes: Uint8Array, at: number, removed: number, put: Uint8Array): Uint8Array {
  return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + removed)]);
}

function setInteger(bytes: Buffer, random: Random, at: number, width: number): void {
  const room = Math.min(width, bytes.length - at);
  const limit = 2n ** BigInt(8 * room);
  const old = Buffer.from(bytes.subarray(at, at + room))
    .reverse()
    .toString('hex');
  const value = BigInt(`0x0${old}`);
  const near = [value + 1n, value - 1n, value * 2n, value / 2n, BigInt(bytes.length)];
  let next = random.pick([...INTEGERS, ...WIDE, ...near]);
  next = ((next % limit) + limit) % limit;
  for (let index = 0; index < room; index++, next >>= 8n) bytes[at + index] = Number(next & 0xffn);
}

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => {
    const at = place(bytes, random);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    return bytes;
  },
  (bytes, random) => {
    bytes[place(bytes, random)] = random.below(256);
    return bytes;
  },
  (bytes, random) => {
    setInteger(bytes, random, place(bytes, random), random.pick([1, 2, 4, 8]));
    return bytes;
  },
  (bytes, random) => {
    // Addresses and sizes are mostly at multiples of 8.
    setInteger(bytes, random, place(bytes, random) & ~7, random.pick([1, 2, 4, 8]));
    return bytes;
  },
  (bytes, random) => {
    const digits = [...bytes.keys()].filter(
      (at) => (bytes[at] ?? 0) >= 48 && (bytes[at] ?? 0) < 58,
    );
    if (digits.length > 0) bytes[random.pick(digits)] = 48 + random.below(10);
    return bytes;
  },
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  (bytes, random) => splice(bytes, place(bytes, random), 1 + random.below(16), new Uint8Array()),
  (bytes, random) =>
    splice(bytes, place(bytes, random), random.below(2), Buffer.of(random.below(256))),
  (bytes, random) => splice(bytes, place(bytes, random), 0, range(bytes, random, 64)),
  (bytes, random) => splice(bytes, place(bytes, random), 8, range(bytes, random, 8)),
  (bytes, random, others) =>
    splice(bytes, place(bytes, random), random.below(64), range(random.pick(others), random, 64)),
  (bytes, random) => {
    const repeated = range(bytes, random, 40);
    const times = 1 + random.below(Math.min(1000, MOST_GROWTH / repeated.length));
    return splice(
      bytes,
      place(bytes, random),
      0,
      Buffer.concat(Array<Uint8Array>(times).fill(repeated)),
    );
  },
  (bytes, random, others) => {
    const other = random.pick(others);
    const start = random.below(other.length);
    const half = other.subarray(start, start + MOST_GROWTH);
    return Buffer.concat([bytes.subarray(0, place(bytes, random)), half]);
  },
  (bytes, random) =>
    splice(bytes, place(bytes, random), random.below(3), Buffer.from(random.pick(HOSTILE))),
];

/** Bytes changed in one to four places. */
export function mutate(
  bytes: Uint8Array,
  random: Random,
  others: readonly Uint8Array[],
): Uint8Array {
  let mutant: Uint8Array = Buffer.from(bytes);
  const rounds = 1 + random.below(4);
  for (let round = 0; round < rounds && mutant.length > 0; round++) {
    mutant = random.pick(MUTATIONS)(Buffer.from(mutant), random, others);
    mutant = mutant.subarray(0, bytes.length + MOST_GROWTH);
  }
  return mutant;
}
