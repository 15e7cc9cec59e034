import { CrystalError } from '../errors';
import type { Structure } from '../structure';
import { findPairs } from './find-pairs';
import type { NeighbourList } from './pair-buffer';

/**
 * All pairs of sites within `cutoff` under periodic boundaries, each in both directions; a site is
 * its own neighbour in other cells. Ordered by source, and in the same order for the same input.
 * @param cutoff Å, inclusive
 * @throws {CrystalError} bad-cutoff
 */
export function neighbourList({ lattice, fracCoords }: Structure, cutoff: number): NeighbourList {
  if (!Number.isFinite(cutoff) || cutoff <= 0) {
    throw new CrystalError('bad-cutoff', `The cutoff must be above 0 Å, not ${cutoff}.`);
  }
  return findPairs(lattice.rows, fracCoords, cutoff);
}
