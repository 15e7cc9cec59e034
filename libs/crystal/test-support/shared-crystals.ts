import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Lattice } from '../src/lattice';
import { Structure } from '../src/structure';
import type { Matrix3, Vector3 } from '../src/vectors';

/** Pairs within one cutoff: how many, the start of their SHA-256, the sum of distances in Å. */
export interface PairFigures {
  count: number;
  digest: string;
  sum: number;
}

/** What pymatgen, ASE and spglib find in one crystal; see bench/peers/crystal_figures.py. */
export interface CrystalFigures {
  file: string;
  index: number;
  formula: string;
  reduced_formula: string;
  volume: number;
  density: number;
  dimensionality: number;
  space_group: number;
  hall_number: number;
  /** How many sites each orbit has, ascending. */
  orbits: number[];
  primitive_sites: number;
  conventional_sites: number;
  pairs: PairFigures[];
}

export interface FigureFile {
  programs: string;
  cutoffs: number[];
  margin: number;
  crystals: CrystalFigures[];
}

interface Record {
  lattice: Matrix3;
  species: string[];
  frac: Vector3[];
}

export const SHARED = process.env.NANO_OS_SHARED ?? resolve(__dirname, '../../../../shared');

export function readCrystalFigures(): FigureFile {
  const path = join(__dirname, '../test-figures/crystals.json');
  return JSON.parse(readFileSync(path, 'utf8')) as FigureFile;
}

/** The crystals that the figures are of, in their order. */
export function readSharedCrystals(figures: readonly CrystalFigures[]): Structure[] {
  const files = new Map<string, (index: number) => Record>();
  return figures.map(({ file, index }) => {
    const read = files.get(file) ?? reader(join(SHARED, file));
    files.set(file, read);
    const { lattice, species, frac } = read(index);
    return new Structure(Lattice.fromRows(lattice), species, frac);
  });
}

function reader(path: string): (index: number) => Record {
  const bytes = readFileSync(path);
  if (path.endsWith('.json')) {
    const records = JSON.parse(bytes.toString()) as Record[];
    return (index) => {
      const record = records[index];
      if (!record) throw new Error(`${path} has no record ${index}.`);
      return record;
    };
  }
  const lines = gunzipSync(bytes).toString().split('\n');
  return (index) => JSON.parse(lines[index] ?? '') as Record;
}
