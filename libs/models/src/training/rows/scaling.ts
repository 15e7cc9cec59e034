import type { LearntProperty } from '../configuration';
import { referenceOf, type References } from './element-references';
import { learntOf, numbersOf } from './learnt';
import type { Row } from './row';

/** From a learnt number to what the network gives: `(learnt − shift) / scale`. */
export interface Scaling {
  readonly scale: number;
  readonly shift: number;
}

/**
 * Mean and standard deviation of what is learnt. Where there is a least value, that takes the place
 * of the mean, so that the network's 0 is the least value and a new network is near most crystals.
 * What a potential learns is not shifted; its scale is the root of the mean square, of energies that
 * of what is left beside the elements' references.
 */
export function scalingOf(
  rows: readonly Row[],
  property: LearntProperty,
  references: References,
): Scaling {
  const { name, least, kind } = property;
  const values = rows
    .flatMap((row) => {
      const offset = kind === 'energy' ? referenceOf(row, references) : 0;
      return [...numbersOf(learntOf(row, property))].map((value) => value - offset);
    })
    .filter((value) => !Number.isNaN(value));
  if (values.length < 2) throw new Error(`Fewer than two crystals have ${name}`);
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const shift = kind === undefined ? (least ?? mean) : 0;
  const variance = values.reduce((sum, x) => sum + (x - shift) ** 2, 0) / values.length;
  return { scale: Math.sqrt(variance) || 1, shift };
}
