import { neighbourList, type Structure } from '@nano-os/crystal';
import { CannotPredict } from '../errors';
import { at } from '../graphs/at';
import { atomicNumbers } from '../graphs/atomic-numbers';
import type { M3gnetConfig } from './config';
import type { M3gnetGraph } from './graph';

/** Å; nearer than any two atoms are, and as near as the radial functions can be computed. */
const NEAREST = 0.3;

/**
 * All bonds within the cutoff, each in both directions.
 * @throws {CannotPredict} unknown-element, isolated-atom, atoms-too-close
 */
export function featurise(structure: Structure, { elements, cutoff }: M3gnetConfig): M3gnetGraph {
  const atomicNumber = atomicNumbers(structure, new Set(elements));
  const { source, target, distance, vector } = neighbourList(structure, cutoff);
  refuseIsolated(structure, source, cutoff);
  refuseTooClose(structure, source, target, distance);
  return { atomicNumber, source, target, vectors: vector, volume: structure.volume };
}

/** The networks were trained on crystals whose atoms all have bonds. */
function refuseIsolated({ species }: Structure, source: Int32Array, cutoff: number): void {
  let expected = 0;
  for (const site of source) {
    if (site > expected) break;
    if (site === expected) expected++;
  }
  if (expected === species.length) return;
  const who = `Site ${expected + 1} (${species[expected] ?? ''})`;
  throw new CannotPredict('isolated-atom', `${who} has no neighbour within ${cutoff} Å.`);
}

function refuseTooClose(
  { species }: Structure,
  source: Int32Array,
  target: Int32Array,
  distance: Float64Array,
): void {
  const bond = distance.findIndex((length) => length < NEAREST);
  if (bond < 0) return;
  const named = (site: number): string => `${site + 1} (${species[site] ?? ''})`;
  const sites = `${named(at(source, bond))} and ${named(at(target, bond))}`;
  const length = at(distance, bond).toFixed(3);
  throw new CannotPredict('atoms-too-close', `Sites ${sites} are only ${length} Å apart.`);
}
