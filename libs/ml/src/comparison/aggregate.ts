import type { PropertyComparison } from './compare-ml-vs-simulation';
import { mean, rootMeanSquare } from './statistics';

export interface PropertyAggregate {
  mean_absolute_error: number;
  root_mean_squared_error: number;
  /** Largest absolute error. */
  max_error: number;
  n: number;
}

/** Errors of many comparisons by property, in alphabetical order. */
export function aggregateComparisons(
  comparisons: readonly Readonly<Record<string, PropertyComparison>>[],
): Record<string, PropertyAggregate> {
  const errors = new Map<string, number[]>();
  for (const comparison of comparisons) {
    for (const [name, { error }] of Object.entries(comparison)) {
      const known = errors.get(name);
      if (known) known.push(error);
      else errors.set(name, [error]);
    }
  }
  const sorted = [...errors].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted.map(([name, values]) => {
      const absolute = values.map(Math.abs);
      return [
        name,
        {
          mean_absolute_error: mean(absolute) ?? 0,
          root_mean_squared_error: rootMeanSquare(values) ?? 0,
          max_error: Math.max(...absolute),
          n: values.length,
        },
      ];
    }),
  );
}
