import { CsvError, parse } from 'csv-parse/sync';
import { FineTuningRefused } from '../pairs/refused';
import type { PairLimits } from './limits';
import { badLine, type PairRecord } from './record';

const DELIMITERS = [',', ';', '\t'] as const;

/**
 * Records of a table with names in its first line, separated by commas, semicolons or tabs. Cells
 * in quotes may have several lines.
 * @throws {FineTuningRefused} bad-file, naming the line; too-many-pairs
 */
export function readCsv(text: string, { maxPairs }: PairLimits): PairRecord[] {
  const rows = cellsOf(text, maxPairs);
  const [header] = rows;
  if (!header) throw badLine(1, 'the file is empty. Give names of columns and a crystal a row.');
  const names = header.cells.map((name) => name.trim().toLowerCase());
  const known = new Set<string>();
  const twice = names.find((name) => name !== '' && known.size === known.add(name).size);
  if (twice !== undefined) throw badLine(1, `there are two columns "${twice}". Keep one.`);
  if (rows.length - 1 > maxPairs) {
    throw new FineTuningRefused('too-many-pairs', `There are more than ${maxPairs} crystals.`);
  }
  return rows.slice(1).map(({ line, cells }) => ({
    line,
    fields: Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])),
  }));
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

function cellsOf(text: string, maxPairs: number): Row[] {
  const [first = ''] = text.split(/\r\n|\r|\n/, 1);
  const delimiter = DELIMITERS.toSorted((a, b) => countOf(first, b) - countOf(first, a))[0];
  try {
    const found = parse(text, {
      bom: true,
      delimiter,
      info: true,
      skip_empty_lines: true,
      // One more tells that there are too many.
      to: maxPairs + 2,
    }) as unknown as { readonly record: string[]; readonly info: { readonly lines: number } }[];
    return found.map(({ record, info }) => ({
      // The line where a record ends, less those that its cells went on over.
      line: info.lines - record.reduce((sum, cell) => sum + countOf(cell, '\n'), 0),
      cells: record,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as CsvError & { readonly lines?: number };
    throw badLine(lines ?? 1, `the table cannot be read: ${error.message}.`);
  }
}

const countOf = (text: string, part: string): number => text.split(part).length - 1;
