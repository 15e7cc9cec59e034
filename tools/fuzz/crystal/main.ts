import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readSeeds, runCase, type Case } from './fuzz';

/** A file of at most 200 kB that takes longer is called a hang. */
const HANG_MS = 2_000;
const MIB = 1024 * 1024;
/** Growth of the heap over the run that a leak of a hundred bytes a case would exceed. */
const LEAK_MIB = 8;

/**
 * Left out are formats that pymatgen does not read (OPTIMADE, ASE, the lattice of an extended XYZ, symbols in the
 * comment of VASP 4, Hall symbols) and Cartesian coordinates under a negative scaling factor, which it does not scale.
 */
const SAMPLED =
  'magnesia.json,olivine.cif,perovskite.cif,quartz.cif,rocksalt.cif,rutile.poscar,water.xyz,wurtzite.poscar';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    first: { type: 'string', default: '0' },
    /** Folder that gets a sample of still-read mutants, for bench/peers/read_structures.py. */
    sample: { type: 'string' },
    'sample-size': { type: 'string', default: '2000' },
    /** Names of fixtures, by commas, whose mutants the sample is taken from: those that pymatgen reads as we do. */
    'sample-of': { type: 'string', default: SAMPLED },
  },
});

function heapMiB(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / MIB;
}

function keepSample(folder: string, number: number, { index, seed, bytes }: Case): void {
  const name = `${String(number).padStart(4, '0')}-${index}-${seed.name}`;
  writeFileSync(join(folder, name), bytes);
}

function main(): number {
  const seeds = readSeeds(process.cwd());
  const cases = Number(values.cases);
  const first = Number(values.first);
  const sampled = new Set(values['sample-of'].split(','));
  const wanted = values.sample === undefined ? 0 : Number(values['sample-size']);
  if (values.sample !== undefined) mkdirSync(values.sample, { recursive: true });
  const outcomes = new Map<string, number>();
  const faults: string[] = [];
  let slowest = { milliseconds: 0, index: -1 };
  let kept = 0;
  let early = 0;
  const start = performance.now();
  for (let index = first; index < first + cases; index++) {
    const found = runCase(index, seeds);
    const { code = 'read', fault, milliseconds, seed } = found;
    outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, index };
    if (milliseconds > HANG_MS) faults.push(`case ${index} (${seed.name}): ${milliseconds} ms`);
    if (fault !== undefined) faults.push(`case ${index} (${seed.name}): ${fault}`);
    const isChanged = found.text !== seed.text && sampled.has(seed.name);
    if (kept < wanted && values.sample !== undefined && found.structure && isChanged) {
      keepSample(values.sample, kept++, found);
    }
    // The caches and the compiler have settled after a tenth of the cases.
    if (index === first + Math.floor(cases / 10)) early = heapMiB();
  }
  const growth = heapMiB() - early;
  const seconds = (performance.now() - start) / 1000;
  console.log(`${cases} cases in ${seconds.toFixed(1)} s from ${seeds.length} files`);
  console.log(Object.fromEntries([...outcomes].sort(([, p], [, q]) => q - p)));
  console.log(`slowest: case ${slowest.index}, ${slowest.milliseconds.toFixed(1)} ms`);
  console.log(`heap: ${early.toFixed(1)} MiB after a tenth, grown by ${growth.toFixed(1)} MiB`);
  if (kept > 0) console.log(`sample: ${kept} still-read mutants in ${values.sample ?? ''}`);
  for (const fault of faults.slice(0, 20)) console.error(fault);
  console.log(`${faults.length} faults`);
  return faults.length > 0 || growth > LEAK_MIB ? 1 : 0;
}

process.exitCode = main();
