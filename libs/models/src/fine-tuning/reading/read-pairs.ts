import { FineTuningRefused } from '../pairs/refused';
import type { TrainingPair } from '../pairs/training-pair';
import { readCsv } from './csv';
import { readJsonLines } from './json-lines';
import { PAIR_LIMITS, type PairLimits } from './limits';
import { pairOf } from './record';

/** How a file of pairs is written. */
export type PairFormat = 'csv' | 'json-lines';

/**
 * The pairs of a file: a table (CSV) or an object a line (JSON lines). Each has the crystal under
 * `structure` (the text or the JSON of any format that is read), `cif`, `poscar`, or as `lattice`,
 * `species` and `frac`; its value under `value`, the property's name, or within `targets`; and if it
 * likes an `id`.
 * @param format found out by the first character when left out
 * @throws {FineTuningRefused} bad-file, naming the line; too-large, too-many-pairs
 */
export function readPairs(
  bytes: Uint8Array,
  property: string,
  format?: PairFormat,
  limits: PairLimits = PAIR_LIMITS,
): TrainingPair[] {
  if (bytes.length > limits.maxBytes) {
    throw new FineTuningRefused(
      'too-large',
      `The file has ${bytes.length} bytes; the most is ${limits.maxBytes}. Split it, or leave crystals out.`,
    );
  }
  const text = textOf(bytes);
  const isJson = format === undefined ? text.trimStart().startsWith('{') : format === 'json-lines';
  const records = (isJson ? readJsonLines : readCsv)(text, limits);
  return records.map((record) => pairOf(record, property, limits));
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FineTuningRefused('bad-file', 'The file is no text in UTF-8. Save it as such.');
  }
}
