import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Molecule } from '../src/molecule';
import type { Structure } from '../src/structure';
import { determinant } from '../src/vectors';

/** What bench/peers/read_structures.py says that a program reads from a file. */
export interface Reading {
  error?: string;
  disordered?: boolean;
  elements?: Record<string, number>;
  /** Three lengths, three angles and the signed volume; absent for a molecule. */
  lattice?: number[];
  /** Real and imaginary parts of the sums over the sites of each element, vector by vector. */
  sums?: Record<string, number[]>;
  /** Two atoms are less than 0.3 Å apart. */
  close?: boolean;
}

/** The readings of the files in a folder. */
export interface Readings {
  programs: string;
  vectors: number[][];
  files: Record<string, { format: string; pymatgen: Reading; ase?: Reading | 'same' }>;
}

/** Displacements in Å, and lengths, that count as none. */
const TOLERANCE = 1e-6;

export function readFigures(path = join(__dirname, '../test-figures/structures.json')): Readings {
  return JSON.parse(readFileSync(path, 'utf8')) as Readings;
}

/** Names what a structure and a reading differ in, or nothing. */
export function differences(
  structure: Structure | Molecule,
  reading: Reading,
  vectors: number[][],
): string[] {
  const found: string[] = [];
  const elements = Object.fromEntries(structure.composition);
  const symbols = Object.keys(elements).sort();
  const wanted = reading.elements ?? {};
  if (symbols.join() !== Object.keys(wanted).sort().join()) found.push('elements');
  for (const symbol of symbols) {
    if (elements[symbol] !== wanted[symbol]) found.push(`number of ${symbol}`);
  }
  const molecule = structure instanceof Molecule;
  if (molecule !== (reading.lattice === undefined)) return [...found, 'kind'];
  // A molecule's sums are over coordinates in units of 10 Å.
  let unit = 10;
  if (!molecule) {
    const { a, b, c, alpha, beta, gamma } = structure.lattice;
    const ours = [a, b, c, alpha, beta, gamma];
    const names = ['a', 'b', 'c', 'alpha', 'beta', 'gamma'];
    for (const [index, value] of ours.entries()) {
      if (!(Math.abs(value - (reading.lattice?.[index] ?? NaN)) < TOLERANCE)) {
        found.push(names[index] ?? '');
      }
    }
    const hand = determinant(structure.lattice.rows) * (reading.lattice?.[6] ?? 0);
    if (!(hand > 0)) found.push('handedness');
    unit = Math.min(a, b, c);
  }
  if (found.length > 0) return found;
  const coords = molecule
    ? structure.cartCoords.map((position) => position.map((value) => value / 10))
    : structure.fracCoords;
  for (const symbol of symbols) {
    const own = coords.filter((_, site) => structure.species[site] === symbol);
    for (const [index, vector] of vectors.entries()) {
      const [real, imaginary] = siteSum(own, vector);
      const theirs = reading.sums?.[symbol] ?? [];
      const off = Math.hypot(
        real - (theirs[2 * index] ?? NaN),
        imaginary - (theirs[2 * index + 1] ?? NaN),
      );
      // Every site may be displaced by the tolerance; the figures are rounded at 1e-7.
      const allowed = 2 * Math.PI * Math.hypot(...vector) * (TOLERANCE / unit) * own.length + 2e-7;
      if (!(off <= allowed))
        found.push(`positions of ${symbol} along ${vector.join(' ')} by ${off.toExponential(1)}`);
    }
  }
  return found;
}

/** Sum of exp(2πi h·x) over the sites. */
function siteSum(coords: readonly (readonly number[])[], vector: number[]): [number, number] {
  let real = 0;
  let imaginary = 0;
  for (const coord of coords) {
    let phase = 0;
    for (const [axis, h] of vector.entries()) phase += h * (coord[axis] ?? NaN);
    real += Math.cos(2 * Math.PI * phase);
    imaginary += Math.sin(2 * Math.PI * phase);
  }
  return [real, imaginary];
}
