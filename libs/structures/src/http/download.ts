import { ProblemException } from '@nano-os/common';
import {
  CrystalError,
  Lattice,
  Molecule,
  Structure,
  writeStructure,
  type WritableFormat,
} from '@nano-os/crystal';
import type { StructureRecord } from '../records/structure-record';

export interface Download {
  text: string;
  contentType: string;
  filename: string;
}

/** Media type of each format. POSCAR has none of its own. */
export const CONTENT_TYPES: Readonly<Record<WritableFormat, string>> = {
  cif: 'chemical/x-cif',
  poscar: 'text/plain',
  xyz: 'chemical/x-xyz',
  json: 'application/json',
  optimade: 'application/json',
};

const EXTENSIONS: Readonly<Record<WritableFormat, string>> = {
  cif: 'cif',
  poscar: 'vasp',
  xyz: 'xyz',
  json: 'json',
  optimade: 'optimade.json',
};

/** The formats that are written. */
export const DOWNLOAD_FORMATS = Object.keys(CONTENT_TYPES) as WritableFormat[];

/**
 * A structure as a file.
 * @param format CIF when absent, XYZ for a molecule
 * @throws {ProblemException} unprocessable for a molecule in a format that needs a lattice
 */
export function downloadOf(record: StructureRecord, format?: WritableFormat): Download {
  const structure = atomsOf(record);
  const chosen = format ?? (structure instanceof Molecule ? 'xyz' : 'cif');
  try {
    return {
      text: writeStructure(structure, chosen, { name: record.name }),
      contentType: `${CONTENT_TYPES[chosen]}; charset=utf-8`,
      filename: `${record.reducedFormula.slice(0, 60)}-${record.id.slice(0, 8)}.${EXTENSIONS[chosen]}`,
    };
  } catch (error) {
    if (!(error instanceof CrystalError)) throw error;
    throw new ProblemException('unprocessable', error.message, { code: error.code });
  }
}

function atomsOf({
  lattice,
  species,
  fracCoords,
  cartCoords,
}: StructureRecord): Structure | Molecule {
  return lattice && fracCoords
    ? new Structure(Lattice.fromRows(lattice), species, fracCoords)
    : new Molecule(species, cartCoords ?? []);
}
