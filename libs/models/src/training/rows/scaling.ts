import type { LearntProperty } from '../configuration';
import type { Row } from './row';

/** From a learnt number to what the network gives: `(learnt − shift) / scale`. */
export interface Scaling {
  readonly scale: number;
  readonly shift: number;
}

/** What is learnt of a row's value: the value or its logarithm; NaN where there is none. */
export function learntValue({ targets }: Row, { name, transform }: LearntProperty): number {
  const value = Object.hasOwn(targets, name) ? targets[name] : undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) return NaN;
  if (transform === 'identity') return value;
  return value > 0 ? Math.log10(value) : NaN;
}

/**
 * Mean and standard deviation of what is learnt. Where there is a least value, that takes the place
 * of the mean, so that the network's 0 is the least value and a new network is near most crystals.
 */
export function scalingOf(rows: readonly Row[], property: LearntProperty): Scaling {
  const values = rows.map((row) => learntValue(row, property)).filter((x) => !Number.isNaN(x));
  if (values.length < 2) throw new Error(`Fewer than two crystals have ${property.name}`);
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const shift = property.least ?? mean;
  const variance = values.reduce((sum, x) => sum + (x - shift) ** 2, 0) / values.length;
  return { scale: Math.sqrt(variance) || 1, shift };
}
