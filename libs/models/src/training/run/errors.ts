import type { LearntProperty } from '../configuration';
import type { Scaling } from '../rows/scaling';
import type { SetError } from './curve';
import type { PreparedRow } from './prepare-samples';

/**
 * What the network says of rows, in what is learnt: not below the least value.
 * @param answers normalised, in the order of the rows
 */
export function answersOf(
  answers: Float64Array,
  { scale, shift }: Scaling,
  { least = -Infinity }: LearntProperty,
): Float64Array {
  return answers.map((answer) => Math.max(least, answer * scale + shift));
}

/** Mean absolute errors by property and set, in the order of the properties and then by name. */
export function errorsBySet(
  rows: readonly PreparedRow[],
  properties: readonly LearntProperty[],
  answers: readonly Float64Array[],
): SetError[] {
  return properties.flatMap((property, index) => {
    const sums = new Map<string, { n: number; total: number }>();
    rows.forEach(({ row, learnt }, position) => {
      const error = Math.abs((answers[index]?.[position] ?? NaN) - (learnt[index] ?? NaN));
      if (Number.isNaN(error)) return;
      const { n, total } = sums.get(row.source) ?? { n: 0, total: 0 };
      sums.set(row.source, { n: n + 1, total: total + error });
    });
    return [...sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([set, { n, total }]) => ({ property: property.name, set, n, mae: total / n }));
  });
}

/** Mean over sets and properties of the error over the property's scale. */
export function scoreOf(
  errors: readonly SetError[],
  properties: readonly LearntProperty[],
  scalings: readonly Scaling[],
): number {
  const scaleOf = (name: string): number =>
    scalings[properties.findIndex((property) => property.name === name)]?.scale ?? 1;
  return (
    errors.reduce((sum, { property, mae }) => sum + mae / scaleOf(property), 0) / errors.length
  );
}
