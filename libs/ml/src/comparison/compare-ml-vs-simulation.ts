import { assessQuality, type QualityReport, type Thresholds } from './quality';
import { scalarsOf, withPredictedNames } from './scalars';
import { mean, rootMeanSquare } from './statistics';

export interface PropertyComparison {
  predicted: number;
  simulated: number;
  /** predicted − simulated */
  error: number;
  /** 100 · error / simulated; null where |simulated| < 1e-10 */
  percent_error: number | null;
  /** |error| / |simulated|; null where |simulated| < 1e-10 */
  relative_error: number | null;
}

export interface ComparisonSummary {
  properties_compared: number;
  mean_absolute_error: number | null;
  root_mean_squared_error: number | null;
  /** Mean of |percent_error| over the properties that have one. */
  mean_percent_error: number | null;
  properties_only_predicted: string[];
  properties_only_simulated: string[];
}

export interface Comparison {
  comparisons: Record<string, PropertyComparison>;
  summary: ComparisonSummary;
  quality: QualityReport;
}

export interface ComparisonOptions {
  /** By property, in its unit; they go before those of the system. */
  thresholds?: Readonly<Record<string, Thresholds>>;
}

/** Simulated values nearer to zero than this have no meaningful relative error. */
const LEAST_DIVISOR = 1e-10;

/** Ratios past the largest number are answered as that number: JSON has no infinity. */
const bounded = (value: number): number =>
  Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));

function compareValues(predicted: number, simulated: number): PropertyComparison {
  const error = bounded(predicted - simulated);
  if (Math.abs(simulated) < LEAST_DIVISOR) {
    return { predicted, simulated, error, percent_error: null, relative_error: null };
  }
  return {
    predicted,
    simulated,
    error,
    percent_error: bounded((100 * error) / simulated),
    relative_error: bounded(Math.abs(error) / Math.abs(simulated)),
  };
}

/**
 * Compares predicted with simulated properties, both name to value in the units of the API. Only
 * finite numbers are compared; `elastic_moduli` counts as `bulk_modulus` and `shear_modulus`, and
 * simulated values may go by their usual other names (`gap` for `bandgap`). Properties are in
 * alphabetical order.
 */
export function compareMlVsSimulation(
  predicted: Readonly<Record<string, unknown>>,
  simulated: Readonly<Record<string, unknown>>,
  options: ComparisonOptions = {},
): Comparison {
  const ours = scalarsOf(predicted);
  const theirs = withPredictedNames(scalarsOf(simulated), ours);
  const compared: [string, PropertyComparison][] = [];
  const onlyPredicted: string[] = [];
  for (const name of [...ours.keys()].sort()) {
    const [own, other] = [ours.get(name), theirs.get(name)];
    if (own === undefined || other === undefined) onlyPredicted.push(name);
    else compared.push([name, compareValues(own, other)]);
  }
  const errors = compared.map(([, { error }]) => error);
  const percents = compared.flatMap(([, { percent_error: percent }]) =>
    percent === null ? [] : [Math.abs(percent)],
  );
  return {
    comparisons: Object.fromEntries(compared),
    summary: {
      properties_compared: compared.length,
      mean_absolute_error: mean(errors.map(Math.abs)),
      root_mean_squared_error: rootMeanSquare(errors),
      mean_percent_error: mean(percents),
      properties_only_predicted: onlyPredicted,
      properties_only_simulated: [...theirs.keys()].filter((name) => !ours.has(name)).sort(),
    },
    quality: assessQuality(
      new Map(compared.map(([name, { error }]) => [name, error])),
      options.thresholds,
    ),
  };
}
