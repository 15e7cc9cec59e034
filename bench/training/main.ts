import { readRows } from '@nano-os/models';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, ratiosOf, showRatios } from '../models/statistics';
import { SUBJECTS } from './networks';
import { ours, theirs } from './sides';

const BATCH = 64;
/** The first epoch warms up and does not count. */
const EPOCHS = 4;

/**
 * `npm run bench:training [NETWORK …]`: crystals a second in training, batches made, forth, back and a
 * step, of ours and of the authors' code on the same crystals in turn. Medians of the epochs and of the
 * rounds, and the range of the rounds' ratios.
 */
async function main(asked: string[]): Promise<void> {
  const { NANO_OS_SHARED: shared, BENCH_CRYSTALS = '640', BENCH_ROUNDS = '3' } = process.env;
  if (!shared) throw new Error('NANO_OS_SHARED names no folder with crystals');
  const python = join('bench/peers/.venv-torch/bin/python');
  const all = await readRows(join(shared, 'data/mp-2021-pbe.jsonl.gz'));
  const every = Math.ceil(all.length / Number(BENCH_CRYSTALS));
  const rows = all.filter((_, index) => index % every === 0);
  const folder = mkdtempSync(join(tmpdir(), 'nano-os-bench-rows-'));
  const path = join(folder, 'rows.jsonl');
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  console.log('| network | cores | NANO-OS, crystals/s | authors, crystals/s | times as fast |');
  console.log('|---|---|---|---|---|');
  try {
    const networks = Object.keys(SUBJECTS).filter((n) => asked.length === 0 || asked.includes(n));
    for (const network of networks) {
      for (const threads of new Set([1, availableParallelism()])) {
        const timing = { network, rows: path, batch: BATCH, epochs: EPOCHS, threads };
        const own: number[] = [];
        const other: number[] = [];
        for (let round = 0; round < Number(BENCH_ROUNDS); round++) {
          own.push(median((await ours(timing)).slice(1)));
          other.push(median((await theirs(timing, python)).slice(1)));
        }
        const speeds = [own, other].map((seconds) => (rows.length / median(seconds)).toFixed(0));
        const cells = [network, threads, ...speeds, showRatios(ratiosOf(own, other))];
        console.log(`| ${cells.join(' | ')} |`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
