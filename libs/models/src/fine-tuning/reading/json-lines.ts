import { FineTuningRefused } from '../pairs/refused';
import type { PairLimits } from './limits';
import { badLine, type PairRecord } from './record';

/**
 * Records of a file with a JSON object a line.
 * @throws {FineTuningRefused} bad-file, naming the line; too-many-pairs
 */
export function readJsonLines(text: string, { maxPairs }: PairLimits): PairRecord[] {
  const records: PairRecord[] = [];
  text.split(/\r\n|\r|\n/).forEach((content, index) => {
    if (content.trim() === '') return;
    if (records.length >= maxPairs) {
      throw new FineTuningRefused('too-many-pairs', `There are more than ${maxPairs} crystals.`);
    }
    records.push({ line: index + 1, fields: objectOf(content, index + 1) });
  });
  return records;
}

function objectOf(content: string, line: number): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    throw badLine(line, `this is not JSON: ${String(error).slice(0, 120)}. Give an object a line.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badLine(line, 'this is no object. Give an object a line.');
  }
  return value as Record<string, unknown>;
}
