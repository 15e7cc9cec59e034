import { CrystalError } from '../errors';
import { readCif } from './cif/read';
import { detectFormat } from './detect';
import { StructureFormatError } from './errors';
import { readJson } from './json/read';
import { DEFAULT_LIMITS } from './limits';
import { readPoscar } from './poscar/read';
import { decodeText } from './text';
import type {
  ParsedStructure,
  ParseOptions,
  ReadContext,
  ReadStructure,
  StructureFormat,
} from './types';
import { readXyz } from './xyz/read';

const READERS: Record<StructureFormat, (text: string, context: ReadContext) => ReadStructure> = {
  cif: readCif,
  poscar: readPoscar,
  xyz: readXyz,
  json: readJson,
};

/**
 * Reads one ordered crystal or molecule from a file of any of the formats. Sites keep the order of the file.
 * Time and memory are bounded by the limits, whatever the bytes are.
 *
 * @throws StructureFormatError naming the line or the site, and what to do about it
 */
export function parseStructure(
  input: string | Uint8Array,
  options: ParseOptions = {},
): ParsedStructure {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const text = decodeText(input, limits.maxBytes);
  const format = options.format ?? detectFormat(text, options.filename);
  if (text.trim() === '') {
    throw new StructureFormatError('empty', 'The file is empty. Send a CIF, POSCAR, XYZ or JSON.');
  }
  if (format === undefined) {
    throw new StructureFormatError(
      'unknown-format',
      'The file looks like none of CIF, POSCAR, XYZ and JSON. Name its format.',
    );
  }
  try {
    return { ...READERS[format](text, { limits, block: options.block }), format };
  } catch (error) {
    if (error instanceof CrystalError && !(error instanceof StructureFormatError)) {
      const { line, site } = error;
      throw new StructureFormatError('syntax', error.message, { line, site });
    }
    throw error;
  }
}
