import type { PlainCrystal } from '../../runtime/crystals';
import type { Moduli, Stability } from './moduli';

/** Plain data throughout. */
export interface ElasticResult extends Stability {
  readonly potential: string;
  /** The crystal that was strained, in whose Cartesian axes the tensor is. */
  readonly structure: PlainCrystal;
  /** GPa, 6×6 in Voigt's notation (xx, yy, zz, yz, xz, xy), symmetric. */
  readonly tensor: readonly (readonly number[])[];
  /** GPa: by how much the largest element of the tensor as it was fitted missed its mirror image. */
  readonly asymmetry: number;
  /** Null when the tensor has no inverse. */
  readonly moduli: Moduli | null;
  /** GPa, of the crystal before it was strained; the tensor is that of a crystal at rest only near 0. */
  readonly residualStress: number;
  /** How many strained crystals did not converge. */
  readonly notConverged: number;
}

/** A finished part of the work. */
export interface StrainedStress {
  /** Of Voigt's six, GPa. */
  readonly stress: readonly number[];
  readonly isConverged: boolean;
}

/** What a calculation can go on from, in another process too; plain data. */
export interface ElasticCheckpoint {
  readonly structure: PlainCrystal;
  readonly residualStress: number;
  /** By component and then by strain, those that are finished. */
  readonly stresses: readonly StrainedStress[];
}

export interface ElasticProgress {
  readonly done: number;
  readonly of: number;
  /** Null until the crystal is relaxed. */
  readonly checkpoint: ElasticCheckpoint | null;
}
