import { CrystalError, determinant, inverse, Lattice, multiply, timesRows } from '@nano-os/crystal';
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

/** Fewer atoms, or smaller cells, cannot crowd so much that the mean density misleads. */
const CROWD = { atoms: 50, volume: 2 * SPHERE };

/**
 * About how many pairs of atoms lie within 6 Å: what a crystal costs, known without looking for
 * its neighbours. Where atoms crowd in a part of a large cell, there are more than the mean density says.
 */
export function estimatePairs(crystal: PlainCrystal): number {
  const volume = Math.abs(determinant(crystal.lattice));
  const sites = crystal.species.length;
  // Whoever reads the lattice says that it is none.
  if (!(volume > 0)) return sites;
  const mayCrowd = sites >= CROWD.atoms && volume > CROWD.volume;
  const squares = mayCrowd ? squaresOf(crystal) : sites * sites;
  return sites + Math.ceil((squares * SPHERE) / volume);
}

/**
 * The sum over equal parts of a cell of the square of their atoms, times the parts: the square of all
 * atoms where each part has as many, and more where they differ. Parts are those of the reduced cell, as wide as
 * 6 Å: in another one they could be long and thin.
 */
function squaresOf({ lattice, fracCoords }: PlainCrystal): number {
  const rows = reducedRows(lattice);
  if (!rows) return fracCoords.length ** 2;
  const change = multiply(lattice, inverse(rows));
  const parts = rows.map((row) => Math.max(1, Math.floor(Math.hypot(...row) / REACH)));
  const atoms = new Map<number, number>();
  for (const position of fracCoords) {
    const part = timesRows(position, change).reduce((sum, value, axis) => {
      const count = parts[axis] ?? 1;
      return sum * count + Math.min(count - 1, Math.floor((value - Math.floor(value)) * count));
    }, 0);
    atoms.set(part, (atoms.get(part) ?? 0) + 1);
  }
  const squares = [...atoms.values()].reduce((sum, count) => sum + count * count, 0);
  return parts.reduce((product, count) => product * count, squares);
}

/** Of the reduced cell; null for a lattice that is none. */
function reducedRows(rows: PlainCrystal['lattice']): PlainCrystal['lattice'] | null {
  try {
    return Lattice.fromRows(rows).reduced().rows;
  } catch (error) {
    if (error instanceof CrystalError) return null;
    throw error;
  }
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
