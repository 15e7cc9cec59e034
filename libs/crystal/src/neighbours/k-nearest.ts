import { CrystalError } from '../errors';
import type { Structure } from '../structure';
import { at } from './bins';
import { findPairs } from './find-pairs';
import type { NeighbourList } from './pair-buffer';

export interface NearestOptions {
  /** How far to look, Å. Sites that have fewer than `k` neighbours so near get those there are. */
  maxCutoff?: number;
  /** Distances that differ by no more than this, Å, tie. */
  tieTolerance?: number;
}

/** Coordinates of files have some six digits: images of one distance differ by no more. */
const TIE_TOLERANCE = 1e-5;
const GROWTH = 1.3;

/**
 * The `k` nearest neighbours of every site, with every neighbour that ties with the k-th, so that
 * the answer does not depend on the order of sites.
 * @returns pairs ordered by source, then as in `neighbourList`; a site may have fewer than `k`
 *   within `maxCutoff` (default: as far as needed)
 * @throws {CrystalError} bad-count
 */
export function kNearestNeighbours(
  { lattice, fracCoords, numSites, volume }: Structure,
  k: number,
  { maxCutoff = Infinity, tieTolerance = TIE_TOLERANCE }: NearestOptions = {},
): NeighbourList {
  if (!Number.isInteger(k) || k < 1) {
    throw new CrystalError('bad-count', `The number of neighbours must be 1 or more, not ${k}.`);
  }
  // A sphere that holds k + 1 atoms at the crystal's density, and some more for lumpy ones.
  let cutoff = 1.2 * Math.cbrt((3 * (k + 1) * volume) / (4 * Math.PI * numSites));
  for (;;) {
    const reach = Math.min(cutoff, maxCutoff);
    const list = findPairs(lattice.rows, fracCoords, reach);
    const kth = kthDistances(list, numSites, k);
    const enough = kth.every((distance) => distance + tieTolerance <= reach);
    if (enough || reach === maxCutoff) return select(list, kth, tieTolerance);
    cutoff *= GROWTH;
  }
}

/** Distance of the k-th neighbour of each site, Infinity where there are fewer. */
function kthDistances({ source, distance }: NeighbourList, sites: number, k: number): Float64Array {
  const kth = new Float64Array(sites).fill(Infinity);
  let begin = 0;
  for (let site = 0; site < sites; site++) {
    let end = begin;
    while (end < source.length && source[end] === site) end++;
    if (end - begin >= k) kth[site] = at(distance.slice(begin, end).sort(), k - 1);
    begin = end;
  }
  return kth;
}

function select(list: NeighbourList, kth: Float64Array, tolerance: number): NeighbourList {
  const kept: number[] = [];
  for (let pair = 0; pair < list.source.length; pair++) {
    if (at(list.distance, pair) <= at(kth, at(list.source, pair)) + tolerance) kept.push(pair);
  }
  const threes = kept.flatMap((pair) => [3 * pair, 3 * pair + 1, 3 * pair + 2]);
  return {
    source: Int32Array.from(kept, (pair) => at(list.source, pair)),
    target: Int32Array.from(kept, (pair) => at(list.target, pair)),
    image: Int32Array.from(threes, (index) => at(list.image, index)),
    distance: Float64Array.from(kept, (pair) => at(list.distance, pair)),
    vector: Float64Array.from(threes, (index) => at(list.vector, index)),
  };
}
