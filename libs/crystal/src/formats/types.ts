import type { Molecule } from '../molecule';
import type { Structure } from '../structure';
import type { FormatLimits } from './limits';

/** The formats that are read. `json` is pymatgen's, OPTIMADE's or ASE's, told apart by their keys. */
export const STRUCTURE_FORMATS = ['cif', 'poscar', 'xyz', 'json'] as const;
export type StructureFormat = (typeof STRUCTURE_FORMATS)[number];

/** The formats that are written: `json` is pymatgen's. */
export type WritableFormat = StructureFormat | 'optimade';

export interface ParseOptions {
  /** Skips the detection of the format. */
  format?: StructureFormat;
  /** Name of the file, which helps to detect the format. */
  filename?: string;
  /** Name or index (from 0) of the data block of a CIF; without it the first that holds a structure. */
  block?: string | number;
  limits?: Partial<FormatLimits>;
}

/** What a reader of one format makes of a text. */
export interface ReadStructure {
  structure: Structure | Molecule;
  name?: string;
  notes: string[];
}

export interface ParsedStructure extends ReadStructure {
  format: StructureFormat;
}

/** What every reader is told beside the text. */
export interface ReadContext {
  limits: FormatLimits;
  block?: string | number;
}
