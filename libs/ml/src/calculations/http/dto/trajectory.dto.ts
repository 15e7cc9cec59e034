import { ApiProperty } from '@nestjs/swagger';
import { EXAMPLE_JOB_ID } from '../../../jobs/http/paths';
import type { Frame, Trajectory } from '../../trajectory';

const MATRIX = { type: 'array', items: { type: 'array', items: { type: 'number' } } } as const;

export class FrameDto implements Frame {
  @ApiProperty({ example: 0 })
  step: number;

  @ApiProperty({ example: -10.82, description: 'eV for the cell.' })
  energy: number;

  @ApiProperty({ example: 0.21, description: 'The largest force on an atom, eV/Å.' })
  max_force: number;

  @ApiProperty({ example: 1.4, description: 'The largest component of the stress, GPa.' })
  max_stress: number;

  @ApiProperty({
    ...MATRIX,
    example: [
      [0, 2.73, 2.73],
      [2.73, 0, 2.73],
      [2.73, 2.73, 0],
    ],
    description: 'Rows are the cell vectors, Å.',
  })
  lattice: Frame['lattice'];

  @ApiProperty({
    ...MATRIX,
    example: [
      [0, 0, 0],
      [0.25, 0.25, 0.25],
    ],
  })
  frac_coords: Frame['frac_coords'];
}

export class TrajectoryDto implements Trajectory {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_JOB_ID })
  job_id: string;

  @ApiProperty({ type: [String], example: ['Si', 'Si'] })
  species: readonly string[];

  @ApiProperty({ type: [FrameDto] })
  frames: readonly FrameDto[];
}
