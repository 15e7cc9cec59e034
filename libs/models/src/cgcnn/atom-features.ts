import { elementByNumber } from '@nano-os/crystal';
import { badCheckpoint } from '../checkpoints';
import { readJson } from '../conversion/files';
import type { Matrix } from '../conversion/tensor-table';

/**
 * Reads `atom_init.json`: features of elements by atomic number.
 * @returns symbols by rising atomic number, and a row of features for each
 * @throws {ModelError} bad-checkpoint
 */
export function readAtomFeatures(bytes: Uint8Array): { elements: string[]; features: Matrix } {
  const file = 'atom_init.json';
  const table = readJson(bytes, file);
  if (typeof table !== 'object' || table === null || Array.isArray(table)) {
    throw badCheckpoint(`${file} is no object`);
  }
  const rows = Object.entries(table)
    .map(([key, row]: [string, unknown]) => ({ number: Number(key), row: featuresOf(row, file) }))
    .sort((a, b) => a.number - b.number);
  const columns = rows[0]?.row.length ?? 0;
  const elements = rows.map(({ number, row }) => {
    const symbol = elementByNumber(number)?.symbol;
    if (symbol === undefined) throw badCheckpoint(`${file} has features of an unknown element`);
    if (row.length !== columns || columns === 0) {
      throw badCheckpoint(`${file} has not as many features of each element`);
    }
    return symbol;
  });
  const data = Float32Array.from(rows.flatMap(({ row }) => row));
  return { elements, features: { rows: rows.length, columns, data } };
}

function featuresOf(value: unknown, file: string): number[] {
  const isList = Array.isArray(value) && value.every((entry) => Number.isFinite(entry));
  if (!isList) throw badCheckpoint(`${file} has features that are no numbers`);
  return value as number[];
}
