import type { Matrix3, Vector3 } from '@nano-os/crystal';
import type { PlainCrystal } from '../../runtime/crystals';

/** Why a relaxation ended. */
export type RelaxationOutcome = 'converged' | 'not-converged' | 'flew-apart';

/** A crystal on its way. */
export interface RelaxationFrame {
  readonly step: number;
  /** eV, of the cell. */
  readonly energy: number;
  /** eV/Å */
  readonly maxForce: number;
  /** GPa, of what the cell can follow. */
  readonly maxStress: number;
  /** Å³ */
  readonly volume: number;
  readonly lattice: Matrix3;
  readonly fracCoords: readonly Vector3[];
}

/** Plain data throughout. */
export interface RelaxationResult {
  readonly outcome: RelaxationOutcome;
  /** What happened, in words. */
  readonly message: string;
  readonly potential: string;
  /** The last crystal that is sound: the relaxed one, where the relaxation converged. */
  readonly structure: PlainCrystal;
  /** eV, of its cell. */
  readonly energy: number;
  /** eV/Å, by site. */
  readonly forces: readonly Vector3[];
  /** GPa, by rows; positive where the crystal pulls its cell together. */
  readonly stress: Matrix3;
  /** Of the last evaluation, where the first has the number 0. */
  readonly steps: number;
  readonly maxForce: number;
  readonly maxStress: number;
  readonly trajectory: readonly RelaxationFrame[];
}

/** What the potential said of a crystal on its way, as far as symmetry allows it. */
export interface Evaluation {
  readonly frame: RelaxationFrame;
  readonly forces: readonly Vector3[];
  readonly stress: Matrix3;
  /** What is minimised, eV: energy and, under pressure, its work. */
  readonly value: number;
}

/** What a relaxation can go on from, in another process too; plain data. */
export interface RelaxationCheckpoint {
  /** As it began. */
  readonly start: PlainCrystal;
  /** Of the evaluation to come. */
  readonly step: number;
  readonly coordinates: readonly number[];
  /** What the optimizer remembers. */
  readonly memory: unknown;
  readonly best: Evaluation | null;
  readonly trajectory: readonly RelaxationFrame[];
}

export interface RelaxationProgress {
  readonly frame: RelaxationFrame;
  readonly maxSteps: number;
  /** Made when it is asked for. */
  readonly checkpoint: () => RelaxationCheckpoint;
}
