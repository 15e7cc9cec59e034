import { neighbourList, type Structure } from '@nano-os/crystal';
import { CannotPredict } from '../errors';
import { atomicNumbers } from '../graphs/atomic-numbers';
import type { CrystalGraph } from '../graphs/crystal-graph';
import { reduceGraph } from '../graphs/reduce-graph';
import type { MegnetConfig } from './config';

/**
 * All bonds up to the cutoff.
 * @throws {CannotPredict} unknown-element, isolated-atom
 */
export function featurise(structure: Structure, config: MegnetConfig): CrystalGraph {
  const numbers = atomicNumbers(structure, config.known);
  const { source, target, distance } = neighbourList(structure, config.cutoff);
  const bonded = new Set(source);
  const isolated = structure.species.findIndex((_, site) => !bonded.has(site));
  if (isolated >= 0) {
    const who = `Site ${isolated + 1} (${structure.species[isolated] ?? ''})`;
    const within = `within ${config.cutoff} Å`;
    throw new CannotPredict('isolated-atom', `${who} has no neighbour ${within}.`);
  }
  const weight = new Float64Array(source.length).fill(1);
  return reduceGraph(numbers, { receiver: source, sender: target, distance, weight });
}
