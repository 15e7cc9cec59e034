import type { TrainingPair } from '../src/fine-tuning/pairs/training-pair';
import { crystalOf } from '../src/training/rows/crystal-of';
import { trainingRows } from './training-rows';

/** The crystals of `trainingRows` with their formation energies, or with other values. */
export function trainingPairs(
  valueOf: (index: number, energy: number) => number = (_, energy) => energy,
): TrainingPair[] {
  return trainingRows().map((row, index) => ({
    label: row.id,
    crystal: crystalOf(row),
    value: valueOf(index, row.targets.formation_energy as number),
  }));
}
