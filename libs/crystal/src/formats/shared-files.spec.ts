import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { differences, readFigures, type Reading } from '../../test-support/readings';
import { StructureFormatError } from './errors';
import { parseStructure } from './parse';
import type { ParsedStructure } from './types';

const FOLDER = join(
  process.env.NANO_OS_SHARED ?? resolve(__dirname, '../../../../../shared'),
  'structures',
);
const figures = readFigures();

function read(file: string): ParsedStructure | StructureFormatError {
  try {
    return parseStructure(readFileSync(join(FOLDER, file)), { filename: file });
  } catch (error) {
    if (error instanceof StructureFormatError) return error;
    throw error;
  }
}

/** Coinciding atoms, which those programs let pass, are refused. */
const isRead = (reading: Reading): boolean =>
  reading.elements !== undefined && reading.close !== true;

/** The readings of a file that hold an ordered structure, and whether any program finds disorder. */
function expected(file: string): { readings: Reading[]; disordered: boolean } {
  const { pymatgen, ase } = figures.files[file] ?? { pymatgen: {} };
  const readings = [pymatgen, ...(ase === undefined || ase === 'same' ? [] : [ase])];
  return {
    readings: readings.filter(isRead),
    disordered: readings.some((reading) => reading.disordered === true),
  };
}

const suite = existsSync(FOLDER) ? describe : describe.skip;

suite('files of other programs (skipped where NANO_OS_SHARED has no structures)', () => {
  const files = Object.keys(figures.files);

  it('covers the files that the figures are of', () => {
    expect(files.length).toBeGreaterThan(240);
    expect(files.filter((file) => !existsSync(join(FOLDER, file)))).toEqual([]);
  });

  it.each(files)('%s', (file) => {
    const { readings, disordered } = expected(file);
    const parsed = read(file);
    if (disordered || readings.length === 0) {
      expect(parsed).toBeInstanceOf(StructureFormatError);
      return;
    }
    if (parsed instanceof StructureFormatError) throw parsed;
    // The first reading is pymatgen's where it reads the file; ASE rounds differently in few files.
    const found = readings.map((reading) =>
      differences(parsed.structure, reading, figures.vectors),
    );
    expect(found.some((list) => list.length === 0) ? [] : found).toEqual([]);
  });
});
