import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import type { Matrix3, Vector3 } from '@nano-os/crystal';
import { PageInfo } from '@nano-os/common';
import { VISIBILITIES, type Visibility } from '../entities/structure.entity';
import type { SpaceGroup } from '../records/structure-record';

export const EXAMPLE_ID = '3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11';
const EXAMPLE_OWNER = '5b0e1c0e-3d0a-4a55-9a5e-6f1f7f2b9c11';
const EXAMPLE_HASH = '6d7f0b5c0a1c8f5f7a3d2e1b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d';

const TRIPLE = { type: 'array', items: { type: 'number' }, minItems: 3, maxItems: 3 };

const triples = (description: string, example: number[][] | null): ApiPropertyOptions => ({
  type: 'array',
  items: TRIPLE,
  nullable: true,
  description,
  example,
});

export class SpaceGroupDto {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 230, example: 221 })
  number: number;

  @ApiProperty({ example: 'Pm-3m', description: 'Short Hermann-Mauguin symbol.' })
  symbol: string;
}

/** A structure without its sites, as lists show it. */
export class StructureSummaryDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  id: string;

  @ApiProperty({ example: 'Polonium' })
  name: string;

  @ApiProperty({ example: 'Po', description: 'All atoms of the cell.' })
  formula: string;

  @ApiProperty({ example: 'Po' })
  reduced_formula: string;

  @ApiProperty({ type: [String], example: ['Po'] })
  elements: readonly string[];

  @ApiProperty({ type: 'integer', minimum: 1, example: 1 })
  num_atoms: number;

  @ApiProperty({ type: Number, nullable: true, example: 37.595375, description: 'Å³' })
  volume: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 9.23, description: 'g/cm³' })
  density: number | null;

  @ApiProperty({
    enum: [0, 1, 2, 3],
    example: 3,
    description: 'In how many directions its bonds go on: 0 molecule, 1 chain, 2 layer, 3 bulk.',
  })
  dimensionality: number;

  @ApiProperty({
    type: SpaceGroupDto,
    nullable: true,
    description: 'Null for molecules, and where none could be told (see `notes`).',
  })
  space_group: SpaceGroup | null;

  @ApiProperty({
    example: EXAMPLE_HASH,
    pattern: '^[0-9a-f]{64}$',
    description:
      'The same for the same crystal and cell, whatever the order of sites and the origin.',
  })
  content_hash: string;

  @ApiProperty({ enum: VISIBILITIES, example: 'private' })
  visibility: Visibility;

  @ApiProperty({ format: 'uuid', example: EXAMPLE_OWNER })
  owner_id: string;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    example: null,
    description: 'The structure that it was derived from.',
  })
  parent_id: string | null;

  @ApiProperty({ example: 'cif', description: 'Format of the file that it came in.' })
  source_format: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-31T12:00:00.000Z' })
  created_at: string;
}

export class StructureDto extends StructureSummaryDto {
  @ApiProperty(
    triples('Rows are the cell vectors, Å; null for a molecule.', [
      [3.35, 0, 0],
      [0, 3.35, 0],
      [0, 0, 3.35],
    ]),
  )
  lattice: Matrix3 | null;

  @ApiProperty({ type: [String], example: ['Po'], description: 'In the order of the file.' })
  species: readonly string[];

  @ApiProperty(triples('In the order of the file; null for a molecule.', [[0, 0, 0]]))
  frac_coords: readonly Vector3[] | null;

  @ApiProperty({
    type: 'array',
    items: TRIPLE,
    description: 'Å, in the order of the file.',
    example: [[0, 0, 0]],
  })
  cart_coords: readonly Vector3[];

  @ApiProperty({
    type: [String],
    example: [],
    description: 'What the reader had to assume or mend.',
  })
  notes: readonly string[];
}

export class StructuresPage extends PageInfo {
  @ApiProperty({ type: [StructureSummaryDto] })
  items: StructureSummaryDto[];
}
