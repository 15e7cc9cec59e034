import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runCase } from './fuzz';
import { readPublishedSeeds, readSeeds, type Seed } from './seeds';

/** A file of at most a few megabytes that takes longer is called a hang. */
const HANG_MS = 3_000;
const MIB = 1024 * 1024;
/** Growth of the heap over the run that a leak of a kilobyte a case would exceed. */
const LEAK_MIB = 16;
/** The published files are large and much alike: every tenth case is made of one. */
const PUBLISHED_EVERY = 10;

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '20000' },
    first: { type: 'string', default: '0' },
  },
});

function memory(): { heap: number; resident: number } {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  return { heap: (heapUsed + arrayBuffers) / MIB, resident: rss / MIB };
}

function main(): number {
  const own = readSeeds(process.cwd());
  const published = readPublishedSeeds(process.env.NANO_OS_SHARED ?? resolve('../shared'));
  const seedsOf = (index: number): readonly Seed[] =>
    published.length > 0 && index % PUBLISHED_EVERY === 0 ? published : own;
  const cases = Number(values.cases);
  const first = Number(values.first);
  const reasons = new Map<string, number>();
  const faults: string[] = [];
  let read = 0;
  let slowest = { milliseconds: 0, index: -1 };
  let most = 0;
  let early = 0;
  const start = performance.now();
  for (let index = first; index < first + cases; index++) {
    const { reason, fault, milliseconds, seed } = runCase(index, seedsOf(index));
    if (reason === undefined) read++;
    else reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, index };
    if (milliseconds > HANG_MS) faults.push(`case ${index} (${seed.name}): ${milliseconds} ms`);
    if (fault !== undefined) faults.push(`case ${index} (${seed.name}): ${fault}`);
    most = Math.max(most, process.memoryUsage.rss() / MIB);
    // The caches and the compiler have settled after a tenth of the cases.
    if (index === first + Math.floor(cases / 10)) early = memory().heap;
  }
  const growth = memory().heap - early;
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `${cases} cases in ${seconds.toFixed(1)} s from ${own.length} own and ${published.length} published files`,
  );
  console.log(`${read} read, ${cases - read} refused for ${reasons.size} reasons:`);
  for (const [reason, count] of [...reasons].sort(([, p], [, q]) => q - p)) {
    console.log(`${String(count).padStart(6)} ${reason}`);
  }
  console.log(`slowest: case ${slowest.index}, ${slowest.milliseconds.toFixed(1)} ms`);
  console.log(`memory: at most ${most.toFixed(0)} MiB resident`);
  console.log(`heap: ${early.toFixed(1)} MiB after a tenth, grown by ${growth.toFixed(1)} MiB`);
  for (const fault of faults.slice(0, 20)) console.error(fault);
  console.log(`${faults.length} faults`);
  return faults.length > 0 || growth > LEAK_MIB ? 1 : 0;
}

process.exitCode = main();
