import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LowerCase, PageInfo, PageQuery } from '@nano-os/common';
import { IsOptional, IsUUID } from 'class-validator';
import type { SimulationRecord } from '../records/simulation-record';

export const EXAMPLE_STRUCTURE_ID = '3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11';
export const EXAMPLE_ID = '5c0a9f6e-7e0b-4b7f-8a55-0f6a3e1d2c44';
const EXAMPLE_OWNER = '5b0e1c0e-3d0a-4a55-9a5e-6f1f7f2b9c11';

export class SimulationDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  id: string;

  @ApiProperty({ format: 'uuid', example: EXAMPLE_STRUCTURE_ID })
  structure_id: string;

  @ApiProperty({ example: 'VASP' })
  code: string;

  @ApiProperty({ example: 'HSE06' })
  method: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    example: { bandgap: 1.15, formation_energy: 0, bulk_modulus: 97.8 },
  })
  summary: Readonly<Record<string, number>>;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    nullable: true,
    example: { bandgap: 'eV', bulk_modulus: 'GPa' },
  })
  units: Readonly<Record<string, string>> | null;

  @ApiProperty({ format: 'uuid', example: EXAMPLE_OWNER, description: 'Who added it.' })
  owner_id: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-31T12:00:00.000Z' })
  created_at: string;
}

export class SimulationsPage extends PageInfo {
  @ApiProperty({ type: [SimulationDto], description: 'Newest first.' })
  items: SimulationDto[];
}

export class ListSimulationsQuery extends PageQuery {
  @ApiPropertyOptional({
    format: 'uuid',
    example: EXAMPLE_STRUCTURE_ID,
    description: 'Only simulations of this structure.',
  })
  @IsOptional()
  @LowerCase()
  @IsUUID('loose')
  structure_id?: string;
}

export function toSimulationDto(record: SimulationRecord): SimulationDto {
  return {
    id: record.id,
    structure_id: record.structureId,
    code: record.code,
    method: record.method,
    summary: record.summary,
    units: record.units,
    owner_id: record.ownerId,
    created_at: record.createdAt,
  };
}
