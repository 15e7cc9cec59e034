import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import figures from '../../test-figures/neighbours.json';
import { Lattice } from '../lattice';
import { Structure } from '../structure';
import type { Vector3 } from '../vectors';
import { neighbourList } from './neighbour-list';

const SHARED = resolve(process.env.NANO_OS_SHARED ?? join(__dirname, '../../../../../shared'));
const FILES = [...new Set(figures.crystals.map(({ file }) => file))];
const suite = FILES.every((file) => existsSync(join(SHARED, 'data', `${file}.jsonl.gz`)))
  ? describe
  : describe.skip;

interface Row {
  id: string;
  lattice: [Vector3, Vector3, Vector3];
  species: string[];
  frac: Vector3[];
}

function read(file: string): Map<string, Structure> {
  const lines = gunzipSync(readFileSync(join(SHARED, 'data', `${file}.jsonl.gz`))).toString();
  const wanted = new Set(figures.crystals.filter((one) => one.file === file).map(({ id }) => id));
  const found = new Map<string, Structure>();
  for (const line of lines.split('\n')) {
    if (line === '') continue;
    const { id, lattice, species, frac } = JSON.parse(line) as Row;
    if (wanted.has(id)) found.set(id, new Structure(Lattice.fromRows(lattice), species, frac));
  }
  return found;
}

/** As `bench/peers/neighbour_figures.py` writes it. */
function figuresOf(structure: Structure, cutoff: number): { pairs: number; sha256: string } {
  const { source, target, image, distance } = neighbourList(structure, cutoff);
  const kept: number[][] = [];
  distance.forEach((length, pair) => {
    if (length > cutoff - figures.margin) return;
    const at = 3 * pair;
    kept.push([source[pair]!, target[pair]!, image[at]!, image[at + 1]!, image[at + 2]!]);
  });
  kept.sort((p, q) => {
    const first = p.findIndex((value, index) => value !== q[index]);
    return first < 0 ? 0 : p[first]! - q[first]!;
  });
  const text = kept.map((pair) => pair.join(',')).join(';');
  return { pairs: kept.length, sha256: createHash('sha256').update(text).digest('hex') };
}

suite(
  `neighbours of ${figures.crystals.length} crystals (skipped where NANO_OS_SHARED has no data)`,
  () => {
    it.each(FILES)(`are those that ${figures.program} finds in %s`, (file) => {
      const structures = read(file);
      for (const { id, neighbours } of figures.crystals.filter((one) => one.file === file)) {
        const structure = structures.get(id)!;
        const found = figures.cutoffs.map((cutoff) => figuresOf(structure, cutoff));
        expect({ id, found }).toEqual({ id, found: neighbours });
      }
    });
  },
);
