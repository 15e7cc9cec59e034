import type { Matrix3, Vector3 } from '@nano-os/crystal';
import type { Visibility } from '../entities/structure.entity';
import type { StructureRecord, StructureSummary } from './structure-record';

/** A row of `structures` as `pg` reads {@link SUMMARY_COLUMNS}. */
export interface SummaryRow {
  id: string;
  owner_id: string;
  parent_id: string | null;
  name: string;
  visibility: Visibility;
  formula: string;
  reduced_formula: string;
  elements: string[];
  num_atoms: number;
  volume: number | null;
  density: number | null;
  dimensionality: number;
  space_group_number: number | null;
  space_group_symbol: string | null;
  content_hash: string;
  source_format: string;
  created_at: Date;
}

/** A row of `structures` as `pg` reads {@link COLUMNS}. */
export interface StructureRow extends SummaryRow {
  lattice: Matrix3 | null;
  species: string[];
  frac_coords: Vector3[] | null;
  cart_coords: Vector3[] | null;
  notes: string[];
}

export const SUMMARY_COLUMNS =
  'id, owner_id, parent_id, name, visibility, formula, reduced_formula, elements, num_atoms, ' +
  'volume, density, dimensionality, space_group_number, space_group_symbol, content_hash, ' +
  'source_format, created_at';

export const COLUMNS = `${SUMMARY_COLUMNS}, lattice, species, frac_coords, cart_coords, notes`;

export function toSummary(row: SummaryRow): StructureSummary {
  const { space_group_number: number, space_group_symbol: symbol } = row;
  return {
    id: row.id,
    ownerId: row.owner_id,
    parentId: row.parent_id,
    name: row.name,
    visibility: row.visibility,
    formula: row.formula,
    reducedFormula: row.reduced_formula,
    elements: row.elements,
    numAtoms: row.num_atoms,
    volume: row.volume,
    density: row.density,
    dimensionality: row.dimensionality,
    spaceGroup: number === null || symbol === null ? null : { number, symbol },
    contentHash: row.content_hash,
    sourceFormat: row.source_format,
    createdAt: row.created_at.toISOString(),
  };
}

export function toRecord(row: StructureRow): StructureRecord {
  return {
    ...toSummary(row),
    lattice: row.lattice,
    species: row.species,
    fracCoords: row.frac_coords,
    cartCoords: row.cart_coords,
    notes: row.notes,
  };
}
