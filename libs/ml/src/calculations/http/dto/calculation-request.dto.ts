import { ApiPropertyOptional } from '@nestjs/swagger';
import { Omittable } from '@nano-os/common';
import { IsIn, IsInt, IsString, Length, Max, Min } from 'class-validator';
import { Bounded, EXAMPLE_ID, Flag, Id } from '../../../dto/decorators';

export const OPTIMISERS = ['fire', 'lbfgs'] as const;
export type Optimiser = (typeof OPTIMISERS)[number];

const FORCE = {
  least: 1e-5,
  most: 1,
  description: 'Relaxed when no force on an atom is larger, eV/Å.',
};
const STRESS = {
  least: 1e-4,
  most: 10,
  description: 'Relaxed when no component of the stress that the cell can follow is larger, GPa.',
};
/** Odd, so that one of them is in the middle. */
const POINTS = [5, 7, 9, 11, 13, 15, 17, 19, 21];

/** What every calculation is asked with; what is left out is as in the library. */
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

  @Bounded({ ...FORCE, byDefault: 0.01 })
  max_force: number = 0.01;

  @Bounded({ ...STRESS, byDefault: 0.02 })
  max_stress: number = 0.02;

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
    default: 'lbfgs',
    example: 'lbfgs',
    description: 'L-BFGS needs fewer steps; FIRE is the more patient one.',
  })
  @Omittable()
  @IsIn(OPTIMISERS)
  optimiser: Optimiser = 'lbfgs';
}

export class RelaxationRequest extends CalculationRequest {
  @Flag(true, 'Whether the cell relaxes with the positions.')
  relax_cell: boolean = true;

  @Flag(false, 'Whether the space group of the crystal is kept.')
  keep_symmetry: boolean = false;
}

export class ElasticRequest extends CalculationRequest {
  @Bounded({ ...FORCE, byDefault: 0.002 })
  override max_force: number = 0.002;

  @Bounded({ ...STRESS, byDefault: 0.005 })
  override max_stress: number = 0.005;

  @Flag(true, 'Whether the crystal is relaxed first; the tensor is that of a crystal at rest.')
  relax_first: boolean = true;

  @Flag(true, 'Whether atoms relax in each strained cell; else their ions are clamped.')
  relax_strained: boolean = true;

  @Bounded({
    least: 1e-4,
    most: 0.1,
    byDefault: 0.02,
    description: 'Largest of the strains; half of it, and both with the other sign, are taken too.',
  })
  max_strain: number = 0.02;
}

export class EosRequest extends CalculationRequest {
  @Bounded({ ...FORCE, byDefault: 0.005 })
  override max_force: number = 0.005;

  @Bounded({ ...STRESS, byDefault: 0.01 })
  override max_stress: number = 0.01;

  @Flag(true, 'Whether the crystal is relaxed first; else the volumes lie about the given one.')
  relax_first: boolean = true;

  @Bounded({
    least: 0.005,
    most: 0.2,
    byDefault: 0.02,
    description: 'Largest linear strain of the cell, in both directions.',
  })
  max_strain: number = 0.02;

  @ApiPropertyOptional({
    enum: POINTS,
    default: 11,
    example: 11,
    description: 'Volumes at which the energy is found; the middle one is that of the crystal.',
  })
  @Omittable()
  @IsIn(POINTS)
  points: number = 11;
}
