import { kNearestNeighbours, type NeighbourList, type Structure } from '@nano-os/crystal';
import { CannotPredict } from '../errors';
import { at } from './at';

/** Neighbours whose distances differ from the last one's by no more, Å, are as near as it is. */
export const TIE = 1e-4;

/**
 * The nearest neighbours of every atom, by rising atom, with all that are as far as the last of them.
 * @throws {CannotPredict} isolated-atom, too-few-neighbours
 */
export function nearestNeighbours(
  structure: Structure,
  { neighbours, cutoff }: { readonly neighbours: number; readonly cutoff: number },
): NeighbourList {
  const near = kNearestNeighbours(structure, neighbours, { maxCutoff: cutoff, tieTolerance: TIE });
  const { species } = structure;
  const found = new Int32Array(species.length);
  for (const site of near.source) found[site] = at(found, site) + 1;
  const site = found.findIndex((count) => count < neighbours);
  if (site < 0) return near;
  const who = `Site ${site + 1} (${species[site] ?? ''})`;
  const within = `within ${cutoff} Å`;
  if (at(found, site) === 0) {
    throw new CannotPredict('isolated-atom', `${who} has no neighbour ${within}.`);
  }
  throw new CannotPredict(
    'too-few-neighbours',
    `${who} has ${at(found, site)} neighbours ${within}, the network needs ${neighbours}.`,
  );
}
