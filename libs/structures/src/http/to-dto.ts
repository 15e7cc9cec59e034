import { Lattice, type Vector3 } from '@nano-os/crystal';
import type { StructureRecord, StructureSummary } from '../records/structure-record';
import type { StructureDto } from './structure.dto';

/** By hand and not by a serialiser, which would walk every coordinate. */
export const toSummaryDto = (summary: StructureSummary) => ({
  id: summary.id,
  name: summary.name,
  formula: summary.formula,
  reduced_formula: summary.reducedFormula,
  elements: summary.elements,
  num_atoms: summary.numAtoms,
  volume: summary.volume,
  density: summary.density,
  dimensionality: summary.dimensionality,
  space_group: summary.spaceGroup,
  content_hash: summary.contentHash,
  visibility: summary.visibility,
  owner_id: summary.ownerId,
  parent_id: summary.parentId,
  source_format: summary.sourceFormat,
  created_at: summary.createdAt,
});

export function toStructureDto(record: StructureRecord): StructureDto {
  return {
    ...toSummaryDto(record),
    lattice: record.lattice,
    species: record.species,
    frac_coords: record.fracCoords,
    cart_coords: cartCoordsOf(record),
    notes: record.notes,
  };
}

function cartCoordsOf({ lattice, fracCoords, cartCoords }: StructureRecord): readonly Vector3[] {
  if (cartCoords || !lattice || !fracCoords) return cartCoords ?? [];
  const cell = Lattice.fromRows(lattice);
  return fracCoords.map((position) => cell.toCartesian(position));
}
