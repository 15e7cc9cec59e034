import { ModelError } from '../../errors';
import type { CellFreedom } from './coordinates';

export interface RelaxationOptions {
  /** `lbfgs` needs fewer steps; `fire` is the more patient one. */
  readonly optimizer: 'lbfgs' | 'fire';
  readonly cell: CellFreedom;
  /** eV/Å; no force may be larger in the end. */
  readonly maxForce: number;
  /** GPa; no component of the stress that the cell can follow may be larger in the end. */
  readonly maxStress: number;
  readonly maxSteps: number;
  /** GPa, from outside. */
  readonly pressure: number;
  /** Keeps the space group of the crystal as it begins. */
  readonly keepSymmetry: boolean;
  /** Å; how far a site may be from where symmetry puts it. */
  readonly symprec: number;
  /** Every how many steps a frame is kept; the first and the last always are. */
  readonly every: number;
  /** The crystal is given up when its volume leaves this range, as shares of that at the start. */
  readonly volumes: readonly [least: number, most: number];
  /** Å; it is given up when two atoms come nearer. */
  readonly nearest: number;
}

export const DEFAULT_RELAXATION: RelaxationOptions = {
  optimizer: 'lbfgs',
  cell: 'free',
  maxForce: 0.01,
  maxStress: 0.02,
  maxSteps: 500,
  pressure: 0,
  keepSymmetry: false,
  symprec: 0.01,
  every: 1,
  volumes: [0.4, 2.5],
  nearest: 0.5,
};

/** @throws {ModelError} bad-options */
export function relaxationOptions(given: Partial<RelaxationOptions>): RelaxationOptions {
  const options = { ...DEFAULT_RELAXATION, ...given };
  const { maxForce, maxStress, maxSteps, pressure, symprec, every, volumes, nearest } = options;
  const faults: [boolean, string][] = [
    [maxForce > 0, 'maxForce must be above 0 eV/Å'],
    [maxStress > 0, 'maxStress must be above 0 GPa'],
    [Number.isInteger(maxSteps) && maxSteps >= 0, 'maxSteps must be a whole number'],
    [Number.isFinite(pressure), 'pressure must be a number of GPa'],
    [symprec > 0, 'symprec must be above 0 Å'],
    [Number.isInteger(every) && every > 0, 'every must be a whole number above 0'],
    [volumes[0] >= 0 && volumes[0] < 1 && volumes[1] > 1, 'volumes must be a range around 1'],
    [nearest >= 0, 'nearest must not be below 0 Å'],
  ];
  const fault = faults.find(([isRight]) => !isRight);
  if (fault) throw new ModelError('bad-options', `Relaxation: ${fault[1]}.`);
  return options;
}
