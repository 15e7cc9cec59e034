import type { NeighbourList, Structure } from '@nano-os/crystal';
import { CannotPredict } from '../errors';
import { at } from './at';

/**
 * @param nearest Å; nearer than any two atoms are
 * @throws {CannotPredict} atoms-too-close
 */
export function refuseTooClose(
  { species }: Structure,
  { source, target, distance }: Pick<NeighbourList, 'source' | 'target' | 'distance'>,
  nearest: number,
): void {
  const pair = distance.findIndex((length) => length < nearest);
  if (pair < 0) return;
  const named = (site: number): string => `${site + 1} (${species[site] ?? ''})`;
  const sites = `${named(at(source, pair))} and ${named(at(target, pair))}`;
  const length = at(distance, pair).toFixed(3);
  throw new CannotPredict('atoms-too-close', `Sites ${sites} are only ${length} Å apart.`);
}
