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
/** Up to so many neighbours are found by insertion, which sorts no more than it must. */
const INSERTED = 64;

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
  const nearest = new Float64Array(k);
  let begin = 0;
  for (let site = 0; site < sites; site++) {
    let end = begin;
    while (end < source.length && source[end] === site) end++;
    if (end - begin >= k) {
      kth[site] =
        k <= INSERTED
          ? kthByInsertion(distance, begin, end, nearest)
          : at(distance.slice(begin, end).sort(), k - 1);
    }
    begin = end;
  }
  return kth;
}

/** The largest of the `nearest.length` smallest values, which are kept in rising order. */
function kthByInsertion(
  values: Float64Array,
  begin: number,
  end: number,
  nearest: Float64Array,
): number {
  const last = nearest.length - 1;
  nearest.fill(Infinity);
  for (let index = begin; index < end; index++) {
    const value = at(values, index);
    if (value >= at(nearest, last)) continue;
    let place = last;
    while (place > 0 && at(nearest, place - 1) > value) {
      nearest[place] = at(nearest, place - 1);
      place--;
    }
    nearest[place] = value;
  }
  return at(nearest, last);
}

function select(list: NeighbourList, kth: Float64Array, tolerance: number): NeighbourList {
  const pairs = list.source.length;
  const kept = new Int32Array(pairs);
  let count = 0;
  for (let pair = 0; pair < pairs; pair++) {
    if (at(list.distance, pair) <= at(kth, at(list.source, pair)) + tolerance) {
      kept[count++] = pair;
    }
  }
  const source = new Int32Array(count);
  const target = new Int32Array(count);
  const image = new Int32Array(3 * count);
  const distance = new Float64Array(count);
  const vector = new Float64Array(3 * count);
  for (let place = 0; place < count; place++) {
    const pair = at(kept, place);
    source[place] = at(list.source, pair);
    target[place] = at(list.target, pair);
    distance[place] = at(list.distance, pair);
    for (let axis = 0; axis < 3; axis++) {
      image[3 * place + axis] = at(list.image, 3 * pair + axis);
      vector[3 * place + axis] = at(list.vector, 3 * pair + axis);
    }
  }
  return { source, target, image, distance, vector };
}
