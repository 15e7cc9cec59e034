import type { Structure } from '@nano-os/crystal';
import { atomicNumbers } from '../graphs/atomic-numbers';
import type { AlignnConfig } from './config';
import type { AlignnGraph } from './graph';
import { mergedGraph } from './merge';
import { nearestBonds } from './nearest-bonds';

/** @throws {CannotPredict} unknown-element, isolated-atom, too-few-neighbours, atoms-too-close */
export function featurise(structure: Structure, config: AlignnConfig): AlignnGraph {
  const numbers = atomicNumbers(structure, config.known);
  return mergedGraph(numbers, nearestBonds(structure, config));
}
