import type { LearntProperty } from '../configuration';
import { mapLearnt, numbersOf, type Learnt } from '../rows/learnt';
import type { Scaling } from '../rows/scaling';
import type { SetError } from './curve';
import type { PreparedRow } from './prepare-samples';

/**
 * What the network says of rows, in what is learnt: not below the least value.
 * @param answers normalised, in the order of the rows
 */
export function answersOf(
  answers: readonly Learnt[],
  { scale, shift }: Scaling,
  { least = -Infinity }: LearntProperty,
): Learnt[] {
  return answers.map((answer) =>
    mapLearnt(answer, (value) => Math.max(least, value * scale + shift)),
  );
}

/** Absolute errors of all that is known of a crystal. */
export function errorsOf(answer: Learnt, learnt: Learnt): number[] {
  const answers = numbersOf(answer);
  return [...numbersOf(learnt)]
    .map((value, index) => Math.abs((answers[index] ?? NaN) - value))
    .filter((error) => !Number.isNaN(error));
}

/**
 * Mean absolute errors by property and set, in the order of the properties and then by name; over
 * all components where there are several.
 */
export function errorsBySet(
  rows: readonly PreparedRow[],
  properties: readonly LearntProperty[],
  answers: readonly (readonly Learnt[])[],
): SetError[] {
  return properties.flatMap((property, index) => {
    const sums = new Map<string, { n: number; numbers: number; total: number }>();
    rows.forEach(({ row, learnt }, position) => {
      const errors = errorsOf(answers[index]?.[position] ?? NaN, learnt[index] ?? NaN);
      if (errors.length === 0) return;
      const before = sums.get(row.source) ?? { n: 0, numbers: 0, total: 0 };
      sums.set(row.source, {
        n: before.n + 1,
        numbers: before.numbers + errors.length,
        total: errors.reduce((sum, error) => sum + error, before.total),
      });
    });
    return [...sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([set, { n, numbers, total }]) => ({
        property: property.name,
        set,
        n,
        mae: total / numbers,
      }));
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
