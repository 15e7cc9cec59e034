import type { Structure } from '../structure';
import type { Matrix3, Vector3 } from '../vectors';
import { analyseCell } from './moyo';
import { DEFAULT_SYMPREC, plainCell, symmetryError, type SymmetryOptions } from './symmetry';

/** Carries a crystal onto itself: column s of fractional coordinates goes to rotation · s + translation. */
export interface SymmetryOperation {
  /** Of whole numbers. */
  readonly rotation: Matrix3;
  readonly translation: Vector3;
}

/**
 * The operations of a crystal's space group in its own cell, the identity among them; those of a
 * supercell include the translations that it repeats.
 * @throws {CrystalError} symmetry-not-found
 */
export function symmetryOperations(
  structure: Structure,
  { symprec = DEFAULT_SYMPREC }: SymmetryOptions = {},
): SymmetryOperation[] {
  try {
    const { operations } = analyseCell(plainCell(structure), symprec);
    // The program gives matrices by columns.
    return operations.map(({ rotation: [a, b, c, d, e, f, g, h, i], translation }) => ({
      rotation: [
        [a, d, g],
        [b, e, h],
        [c, f, i],
      ],
      translation,
    }));
  } catch (error) {
    throw symmetryError(error);
  }
}
