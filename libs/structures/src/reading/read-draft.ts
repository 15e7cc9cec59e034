import {
  contentHash,
  CrystalError,
  dimensionality,
  Molecule,
  parseStructure,
  type FormatLimits,
  type ParsedStructure,
  type ParseOptions,
  type Structure,
  type StructureFormat,
} from '@nano-os/crystal';
import type { StructureDraft } from '../records/structure-record';
import { MAX_NAME_LENGTH, plainLine } from '../structure-name';

/** A file, or the text of one, with what its sender knows about it. */
export interface StructureSource {
  content: string | Uint8Array;
  format?: StructureFormat;
  filename?: string;
  block?: string | number;
}

/** What a file says; whose it is and who may see it is another matter. */
export type ReadDraft = Omit<StructureDraft, 'ownerId' | 'parentId' | 'visibility'>;

/**
 * Reads a structure and finds out what is stored of it, but for its space group. The answer is
 * plain data, which can be sent between threads.
 * @throws {CrystalError} that names the line or the site
 */
export function readDraft({ content, ...hints }: StructureSource, limits: FormatLimits): ReadDraft {
  const parsed = parse(content, { ...hints, limits });
  const { format, name, notes, structure } = parsed;
  const { formula, reducedFormula, species, numSites } = structure;
  return {
    name: plainLine(name ?? '', MAX_NAME_LENGTH) || formula.slice(0, MAX_NAME_LENGTH),
    formula,
    reducedFormula,
    elements: [...new Set(species)].sort(),
    numAtoms: numSites,
    dimensionality: dimensionality(structure),
    spaceGroup: null,
    species,
    contentHash: contentHash(structure),
    sourceFormat: format,
    notes: notes.map((note) => plainLine(note)),
    ...(structure instanceof Molecule ? geometryOfMolecule(structure) : geometryOf(structure)),
  };
}

/** Forms hold no numbers: a block that no name fits may be meant as an index. */
function parse(content: string | Uint8Array, options: ParseOptions): ParsedStructure {
  const { block } = options;
  try {
    return parseStructure(content, options);
  } catch (error) {
    const isUnnamed = error instanceof CrystalError && error.code === 'no-such-block';
    if (!isUnnamed || typeof block !== 'string' || !/^\d{1,9}$/.test(block)) throw error;
    return parseStructure(content, { ...options, block: Number(block) });
  }
}

type Geometry = Pick<ReadDraft, 'volume' | 'density' | 'lattice' | 'fracCoords' | 'cartCoords'>;

function geometryOfMolecule({ cartCoords }: Molecule): Geometry {
  return { volume: null, density: null, lattice: null, fracCoords: null, cartCoords };
}

function geometryOf({ volume, density, lattice, fracCoords }: Structure): Geometry {
  if (!Number.isFinite(density)) {
    throw new CrystalError('bad-lattice', 'The cell is too small for what it holds.');
  }
  return { volume, density, lattice: lattice.rows, fracCoords, cartCoords: null };
}
