import { StructureFormatError } from '../errors';
import type { ReadContext, ReadStructure } from '../types';
import { aseRow, readAse } from './ase';
import { optimadeAttributes, readOptimade } from './optimade';
import { isPymatgen, readPymatgen } from './pymatgen';
import { isObject } from './values';

/**
 * Reads pymatgen's, OPTIMADE's or ASE's JSON, told apart by their keys.
 *
 * @throws StructureFormatError
 */
export function readJson(text: string, { limits }: ReadContext): ReadStructure {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : 'it does not parse';
    throw new StructureFormatError('syntax', `The file is not JSON: ${reason}. Correct it.`);
  }
  if (isObject(data)) {
    const attributes = optimadeAttributes(data);
    if (attributes !== undefined) return readOptimade(attributes, limits);
    const row = aseRow(data);
    if (row !== undefined) return readAse(row, limits);
    if (isPymatgen(data)) return readPymatgen(data, limits);
  }
  throw new StructureFormatError(
    'unknown-format',
    'The JSON is no structure of pymatgen ("sites"), OPTIMADE ("cartesian_site_positions") or ASE ("numbers").',
  );
}
