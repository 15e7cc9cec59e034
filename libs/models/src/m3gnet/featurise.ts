import { neighbourList, type Structure } from '@nano-os/crystal';
import { CannotPredict } from '../errors';
import { atomicNumbers } from '../graphs/atomic-numbers';
import { refuseTooClose } from '../graphs/refuse-too-close';
import type { M3gnetConfig } from './config';
import { mergedGraph } from './distinct/merge';
import type { M3gnetGraph } from './graph';

/** Å; nearer than any two atoms are, and as near as the radial functions can be computed. */
const NEAREST = 0.3;

/**
 * All bonds within the cutoff, each in both directions; where forces are not asked, those of distinct
 * atoms alone.
 * @throws {CannotPredict} unknown-element, isolated-atom, atoms-too-close
 */
export function featurise(structure: Structure, config: M3gnetConfig): M3gnetGraph {
  const { elements, cutoff, threeBodyCutoff, readout } = config;
  const atomicNumber = atomicNumbers(structure, new Set(elements));
  const near = neighbourList(structure, cutoff);
  const { source, target, vector } = near;
  refuseIsolated(structure, source, cutoff);
  refuseTooClose(structure, near, NEAREST);
  if (readout !== 'energy') return mergedGraph(atomicNumber, near, threeBodyCutoff);
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
