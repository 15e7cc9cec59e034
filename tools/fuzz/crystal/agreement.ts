import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseStructure, StructureFormatError, type StructureFormat } from '@nano-os/crystal';
import {
  differences,
  readFigures,
  type Reading,
} from '../../../libs/crystal/test-support/readings';

/** How a file fared with us and with the other programs. */
export type Verdict =
  'same' | 'both refuse' | 'they alone refuse' | 'we alone refuse' | 'different';

export interface Judged {
  file: string;
  verdict: Verdict;
  why: string;
}

/**
 * Reads the files that figures of bench/peers/read_structures.py are of and compares. What the other programs pass
 * although it is disordered or has coinciding atoms counts as refused by them, as it should be.
 */
export function judge(folder: string, figuresPath: string): Judged[] {
  const figures = readFigures(figuresPath);
  return Object.entries(figures.files).map(([file, { format, pymatgen, ase }]) => {
    const others = [pymatgen, ...(ase === undefined || ase === 'same' ? [] : [ase])];
    // ASE calls sites of occupancy 0 disorder; where pymatgen reads an ordered crystal, that holds.
    const [first = {}] = others.filter(({ error }) => error === undefined);
    const readings = first.disordered
      ? []
      : others.filter((reading) => reading.elements !== undefined && reading.close !== true);
    const bytes = readFileSync(join(folder, file));
    return { file, ...verdictOn(bytes, format as StructureFormat, readings, figures.vectors) };
  });
}

function verdictOn(
  bytes: Uint8Array,
  format: StructureFormat,
  readings: Reading[],
  vectors: number[][],
): Omit<Judged, 'file'> {
  try {
    const { structure } = parseStructure(bytes, { format });
    if (readings.length === 0) return { verdict: 'they alone refuse', why: structure.formula };
    const found = readings.map((reading) => differences(structure, reading, vectors));
    return found.some((list) => list.length === 0)
      ? { verdict: 'same', why: '' }
      : { verdict: 'different', why: found.map((list) => list.slice(0, 3).join(', ')).join(' | ') };
  } catch (error) {
    if (!(error instanceof StructureFormatError)) throw error;
    const why = `${error.code}: ${error.message}`;
    return { verdict: readings.length === 0 ? 'both refuse' : 'we alone refuse', why };
  }
}

/** `node agreement.js FOLDER FIGURES`: prints every file that is not the same, and the counts. */
function main([folder = '', figures = '', quiet = '']: string[]): void {
  const counts = new Map<string, number>();
  for (const { file, verdict, why } of judge(folder, figures)) {
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    if (verdict !== 'same' && quiet === '') console.log(`${verdict}: ${file}: ${why}`);
  }
  console.log(Object.fromEntries(counts));
}

if (require.main === module) main(process.argv.slice(2));
