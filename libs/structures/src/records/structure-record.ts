import type { Matrix3, Vector3 } from '@nano-os/crystal';
import type { Visibility } from '../entities/structure.entity';

export interface SpaceGroup {
  /** 1 to 230. */
  readonly number: number;
  /** Short Hermann-Mauguin symbol, such as `Fd-3m`. */
  readonly symbol: string;
}

/** A structure without its lattice and sites, as lists show it. */
export interface StructureSummary {
  readonly id: string;
  readonly ownerId: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly visibility: Visibility;
  /** All atoms of the cell, such as `Na4Cl4`. */
  readonly formula: string;
  readonly reducedFormula: string;
  /** Symbols, each once, in alphabetical order. */
  readonly elements: readonly string[];
  readonly numAtoms: number;
  /** Å³ */
  readonly volume: number | null;
  /** g/cm³ */
  readonly density: number | null;
  /** 0 molecule, 1 chain, 2 layer, 3 bulk. */
  readonly dimensionality: number;
  readonly spaceGroup: SpaceGroup | null;
  /** Equal for the same crystal in the same cell, whatever the order of sites and the origin. */
  readonly contentHash: string;
  readonly sourceFormat: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/**
 * A stored structure. Of a crystal `lattice` and `fracCoords` are there and `cartCoords` is null;
 * of a molecule it is the other way about. Sites are in the order of the file.
 */
export interface StructureRecord extends StructureSummary {
  /** Rows are the lattice vectors, Å. */
  readonly lattice: Matrix3 | null;
  /** Element symbol of each site. */
  readonly species: readonly string[];
  readonly fracCoords: readonly Vector3[] | null;
  /** Å */
  readonly cartCoords: readonly Vector3[] | null;
  /** What the reader had to assume or mend. */
  readonly notes: readonly string[];
}

/** A structure that has been read and is not stored yet. */
export type StructureDraft = Omit<StructureRecord, 'id' | 'createdAt'>;
