import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsString, Length, Max, Min } from 'class-validator';
import { EXAMPLE_ID, Id, Omittable } from '../../../http/dto/decorators';
import { Bounded, Flag } from './fields';

export const OPTIMISERS = ['fire', 'lbfgs'] as const;
export type Optimiser = (typeof OPTIMISERS)[number];

/** What every calculation is asked with. */
export class CalculationRequest {
  @Id(EXAMPLE_ID, 'The crystal to begin from.')
  structure_id: string;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: 100,
    example: 'M3GNet-MP-2021.2.8-PES',
    description: 'An installed potential; that of the configuration when left out.',
  })
  @Omittable()
  @IsString()
  @Length(1, 100)
  potential?: string;

  @Bounded({
    least: 1e-5,
    most: 1,
    byDefault: 0.01,
    description: 'Relaxed when no force on an atom is larger, eV/Å.',
  })
  max_force: number = 0.01;

  @Bounded({
    least: 1e-4,
    most: 10,
    byDefault: 0.05,
    description: 'Relaxed when no component of the stress is larger, GPa, where the cell is free.',
  })
  max_stress: number = 0.05;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 10_000,
    default: 500,
    example: 500,
    description: 'Steps of one relaxation; it ends unconverged after so many.',
  })
  @Omittable()
  @IsInt()
  @Min(1)
  @Max(10_000)
  max_steps: number = 500;

  @ApiPropertyOptional({
    enum: OPTIMISERS,
    default: 'fire',
    example: 'fire',
    description: 'FIRE is robust, L-BFGS needs fewer steps near the minimum.',
  })
  @Omittable()
  @IsIn(OPTIMISERS)
  optimiser: Optimiser = 'fire';
}

export class RelaxationRequest extends CalculationRequest {
  @Flag(true, 'Whether the cell relaxes with the positions.')
  relax_cell: boolean = true;

  @Flag(false, 'Whether the space group of the crystal is kept.')
  keep_symmetry: boolean = false;
}

export class ElasticRequest extends CalculationRequest {
  @Flag(true, 'Whether the crystal is relaxed first; the tensor is that of a crystal at rest.')
  relax_first: boolean = true;

  @Bounded({
    least: 1e-4,
    most: 0.05,
    byDefault: 0.01,
    description: 'Largest strain along an axis; half of it and both signs are strained too.',
  })
  max_normal_strain: number = 0.01;

  @Bounded({
    least: 1e-4,
    most: 0.1,
    byDefault: 0.02,
    description: 'Largest shear strain (engineering); half of it and both signs are strained too.',
  })
  max_shear_strain: number = 0.02;
}

export class EosRequest extends CalculationRequest {
  @Flag(true, 'Whether the crystal is relaxed first; else the volumes lie about the given one.')
  relax_first: boolean = true;

  @Bounded({
    least: 0.005,
    most: 0.2,
    byDefault: 0.05,
    description: 'Largest linear strain of the cell, in both directions.',
  })
  max_strain: number = 0.05;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 5,
    maximum: 51,
    default: 11,
    example: 11,
    description: 'Volumes at which the energy is found.',
  })
  @Omittable()
  @IsInt()
  @Min(5)
  @Max(51)
  points: number = 11;
}
