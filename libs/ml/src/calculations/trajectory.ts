import type { Matrix3, Vector3 } from '@nano-os/crystal';

/** One step of a relaxation. */
export interface Frame {
  readonly step: number;
  /** eV for the cell. */
  readonly energy: number;
  /** The largest force on an atom, eV/Å. */
  readonly max_force: number;
  /** The largest component of the stress, GPa. */
  readonly max_stress: number;
  /** Rows, Å. */
  readonly lattice: Matrix3;
  readonly frac_coords: readonly Vector3[];
}

/** The way of a relaxation, sites in the order of the structure. */
export interface Trajectory {
  readonly species: readonly string[];
  readonly frames: readonly Frame[];
}
