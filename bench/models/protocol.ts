import type { Crystal } from './crystals';

/** What the programs of both sides are asked; see bench/peers/model_timings.py. */
export interface PredictRequest {
  readonly crystals: readonly Crystal[];
  /** Whether they go as one batch, or one after another. */
  readonly together: boolean;
  readonly rounds: number;
}

/** Median seconds of all crystals, and what each was answered in the last round. */
export interface Predicted<Value> {
  readonly seconds: number;
  readonly values: readonly Value[];
}

export interface MemoryRequest {
  readonly memory: true;
}

/** Of the process, in bytes. */
export interface Memory {
  readonly resident: number;
  readonly peak: number;
}

/** Our answers, by property. */
export type OurValues = Readonly<Record<string, number | readonly number[]>>;

/** What matgl's potentials answer: eV, eV/Å, GPa. */
export interface PotentialValues {
  readonly energy: number;
  readonly forces: readonly (readonly number[])[];
  readonly stress: readonly (readonly number[])[];
}

/** A number, one for each level of theory, or those of a potential. */
export type TheirValues = number | readonly number[] | PotentialValues;
