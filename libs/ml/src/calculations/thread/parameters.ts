import type { RelaxationOptions } from '@nano-os/models';

/** Of every job, defaults filled in; as the request's schema has them. */
export interface SharedParameters {
  readonly potential: string;
  readonly max_force: number;
  readonly max_stress: number;
  readonly max_steps: number;
  readonly optimiser: RelaxationOptions['optimizer'];
}

/** What the relaxations within a calculation are to be like. */
export function relaxationOptionsOf(parameters: SharedParameters): Partial<RelaxationOptions> {
  return {
    optimizer: parameters.optimiser,
    maxForce: parameters.max_force,
    maxStress: parameters.max_stress,
    maxSteps: parameters.max_steps,
  };
}
