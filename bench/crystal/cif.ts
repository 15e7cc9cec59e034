import { parseStructure } from '@nano-os/crystal';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonLines } from '../json-lines';
import { timed } from './peer';

const FIXTURES = join(__dirname, '../../../libs/crystal/test-fixtures');
const ROUNDS = 15;

/** CIF files to read: the project's own, and those of `NANO_OS_SHARED` where it is set. */
function files(): string[] {
  const folders = [FIXTURES];
  const shared = process.env.NANO_OS_SHARED;
  if (shared) {
    for (const name of ['mp-cif', 'cgcnn-sample']) folders.push(join(shared, 'structures', name));
  }
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.cif'))
      .map((name) => join(folder, name)),
  );
}

/** Reading CIF files, text in memory to structure, against pymatgen in the same run. */
export async function benchCif(peer: JsonLines): Promise<void> {
  const ratios: number[] = [];
  for (const path of files()) {
    const text = readFileSync(path, 'utf8');
    const ours = timed(() => parseStructure(text, { format: 'cif' }), 5 * ROUNDS);
    const { seconds } = await peer.ask<{ seconds: number }>({ cif: text, rounds: ROUNDS });
    ratios.push(seconds / ours);
  }
  ratios.sort((p, q) => p - q);
  const at = (share: number): string =>
    (ratios[Math.floor(share * (ratios.length - 1))] ?? NaN).toFixed(0);
  console.log('| CIF files | times as fast as pymatgen, median | least | most |');
  console.log('|---|---|---|---|');
  console.log(`| ${ratios.length} | ${at(0.5)} | ${at(0)} | ${at(1)} |`);
}
