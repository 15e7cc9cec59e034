import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { ModelError } from '../../errors';
import type { Row } from './row';

/**
 * The crystals of a file with a JSON object a line, gzipped when its name ends in `.gz`.
 * @throws {ModelError} bad-data that names the file and the line
 */
export async function readRows(path: string): Promise<Row[]> {
  const file = createReadStream(path);
  const input = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  const rows: Row[] = [];
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() !== '') rows.push(rowOf(text, `${path}, line ${line}`));
  }
  return rows;
}

function rowOf(text: string, where: string): Row {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ModelError('bad-data', `${where}: not JSON`, { cause: error });
  }
  if (!isRow(value)) {
    throw new ModelError(
      'bad-data',
      `${where}: needs id, source, lattice, species, frac and targets.`,
    );
  }
  return value;
}

function isRow(value: unknown): value is Row {
  if (typeof value !== 'object' || value === null) return false;
  const { id, source, lattice, species, frac, targets } = value as Partial<
    Record<keyof Row, unknown>
  >;
  return (
    typeof id === 'string' &&
    typeof source === 'string' &&
    isTriples(lattice, 3) &&
    Array.isArray(species) &&
    isTriples(frac, species.length) &&
    typeof targets === 'object' &&
    targets !== null
  );
}

function isTriples(value: unknown, count: number): boolean {
  return (
    Array.isArray(value) &&
    value.length === count &&
    value.every(
      (row) => Array.isArray(row) && row.length === 3 && row.every((x) => typeof x === 'number'),
    )
  );
}
