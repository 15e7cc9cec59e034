import { refusal, type Refusal } from './answer';
import type { PlainCrystal } from './crystals';

/** Å; about as far as the networks look. */
const REACH = 6;
const SPHERE = (4 / 3) * Math.PI * REACH ** 3;

/** What one crystal may be, at most. */
export interface SizeLimits {
  readonly maxAtoms: number;
  /** Pairs of atoms that lie within 6 Å of one another. */
  readonly maxPairs: number;
}

/**
 * About how many pairs of atoms lie within 6 Å: what a crystal costs, known without looking for
 * its neighbours.
 */
export function estimatePairs({ lattice, species }: PlainCrystal): number {
  const [a, b, c] = lattice;
  const volume = Math.abs(
    a[0] * (b[1] * c[2] - b[2] * c[1]) +
      a[1] * (b[2] * c[0] - b[0] * c[2]) +
      a[2] * (b[0] * c[1] - b[1] * c[0]),
  );
  const sites = species.length;
  // Whoever reads the lattice says that it is none.
  if (!(volume > 0)) return sites;
  return sites + Math.ceil((sites * sites * SPHERE) / volume);
}

/** Why a crystal is too much for any network; null when it is not. */
export function refusalOfSize(
  crystal: PlainCrystal,
  { maxAtoms, maxPairs }: SizeLimits,
): Refusal | null {
  const atoms = crystal.species.length;
  if (atoms > maxAtoms) {
    const reason = `The cell has ${atoms} atoms; up to ${maxAtoms} can be predicted. Send a smaller cell.`;
    return refusal('too-many-atoms', reason);
  }
  if (!(estimatePairs(crystal) <= maxPairs)) {
    const reason = `The atoms of the cell have more than ${maxPairs} neighbours within ${REACH} Å; send a smaller cell, and check its volume.`;
    return refusal('too-many-neighbours', reason);
  }
  return null;
}
