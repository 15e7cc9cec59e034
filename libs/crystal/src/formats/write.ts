import { Molecule } from '../molecule';
import type { Structure } from '../structure';
import { writeCif } from './cif/write';
import { StructureFormatError } from './errors';
import { optimadeEntry } from './json/optimade';
import { pymatgenDict } from './json/pymatgen';
import { writePoscar } from './poscar/write';
import type { WritableFormat } from './types';
import { writeXyz } from './xyz/write';

/**
 * The text of a file that {@link parseStructure} reads back to the same sites in the same order.
 *
 * @throws StructureFormatError `not-writable` for a molecule as CIF or POSCAR, which need a lattice
 */
export function writeStructure(
  structure: Structure | Molecule,
  format: WritableFormat,
  options: { name?: string } = {},
): string {
  if (format === 'xyz') return writeXyz(structure, options.name);
  if (format === 'json') return `${JSON.stringify(pymatgenDict(structure))}\n`;
  if (format === 'optimade') return `${JSON.stringify(optimadeEntry(structure, options.name))}\n`;
  if (structure instanceof Molecule) {
    throw new StructureFormatError(
      'not-writable',
      `A molecule has no lattice and cannot be written as ${format}. Choose xyz, json or optimade.`,
    );
  }
  return format === 'cif'
    ? writeCif(structure, options.name)
    : writePoscar(structure, options.name);
}
