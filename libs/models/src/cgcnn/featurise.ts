import type { NeighbourList, Structure } from '@nano-os/crystal';
import { at } from '../graphs/at';
import { atomicNumbers } from '../graphs/atomic-numbers';
import type { CrystalGraph } from '../graphs/crystal-graph';
import { nearestNeighbours, TIE } from '../graphs/nearest-neighbours';
import { reduceGraph } from '../graphs/reduce-graph';
import type { CgcnnConfig } from './config';

/**
 * The nearest neighbours of each atom. Where several are as far as the last one, which of them to
 * take would be arbitrary, and the answer would depend on the order of the sites: all of them are
 * taken, each with the same share of the places that are left.
 * @throws {CannotPredict} unknown-element, isolated-atom, too-few-neighbours
 */
export function featurise(structure: Structure, config: CgcnnConfig): CrystalGraph {
  const numbers = atomicNumbers(structure, config.known);
  const near = nearestNeighbours(structure, config);
  return reduceGraph(numbers, {
    receiver: near.source,
    sender: near.target,
    distance: near.distance,
    weight: sharesOfPlaces(near, structure, config),
  });
}

/** How much of each neighbour counts: of every atom's `config.neighbours` altogether. */
function sharesOfPlaces(
  { source, distance }: NeighbourList,
  { numSites }: Structure,
  { neighbours }: CgcnnConfig,
): Float64Array {
  const shares = new Float64Array(source.length).fill(1);
  let begin = 0;
  for (let site = 0; site < numSites; site++) {
    let end = begin;
    while (end < source.length && source[end] === site) end++;
    if (end - begin > neighbours) shareLastPlaces(shares, distance, begin, end, neighbours);
    begin = end;
  }
  return shares;
}

/** The neighbours from `begin` to `end` are all those up to the last place and what ties with it. */
function shareLastPlaces(
  shares: Float64Array,
  distance: Float64Array,
  begin: number,
  end: number,
  places: number,
): void {
  const last = at(distance.slice(begin, end).sort(), places - 1);
  const isSure = (bond: number): boolean => at(distance, bond) < last - TIE;
  let sure = 0;
  for (let bond = begin; bond < end; bond++) if (isSure(bond)) sure++;
  const share = (places - sure) / (end - begin - sure);
  for (let bond = begin; bond < end; bond++) if (!isSure(bond)) shares[bond] = share;
}
