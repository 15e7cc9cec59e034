import { Lattice, Structure, writeStructure, type Matrix3, type Vector3 } from '@nano-os/crystal';
import type { PlainCrystal } from '@nano-os/models';
import type { JobWithResult } from '../jobs/records/job';

/** A crystal within the result of a job. */
export interface ResultStructure {
  /** Rows, Å. */
  readonly lattice: Matrix3;
  readonly species: readonly string[];
  readonly frac_coords: readonly Vector3[];
}

export function toResultStructure({ lattice, species, fracCoords }: PlainCrystal): ResultStructure {
  return { lattice, species, frac_coords: fracCoords };
}

/** The relaxed structure of a completed job as pymatgen's JSON; undefined where there is none. */
export function structureOfResult({ kind, state, result }: JobWithResult): string | undefined {
  if (kind !== 'relaxation' || state !== 'completed' || !result) return undefined;
  const { structure } = result;
  if (!isStructure(structure)) return undefined;
  const { lattice, species, frac_coords } = structure;
  return writeStructure(new Structure(Lattice.fromRows(lattice), species, frac_coords), 'json');
}

/** What workers write has this shape; other results have no such member. */
function isStructure(value: unknown): value is ResultStructure {
  return typeof value === 'object' && value !== null && 'lattice' in value && 'species' in value;
}
