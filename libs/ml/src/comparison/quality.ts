import { mean } from './statistics';

export const QUALITIES = ['excellent', 'good', 'fair', 'poor'] as const;
export type Quality = (typeof QUALITIES)[number];
export type OverallQuality = Quality | 'unknown';

/** Largest absolute errors that still count as such, in the property's unit. */
export interface Thresholds {
  excellent: number;
  good: number;
  fair: number;
}

export interface QualityReport {
  overall_quality: OverallQuality;
  property_quality: Record<string, Quality>;
  recommendations: string[];
}

const OTHERS: Thresholds = { excellent: 0.1, good: 0.3, fair: 0.5 };

const THRESHOLDS: ReadonlyMap<string, Thresholds> = new Map([
  ['bandgap', { excellent: 0.1, good: 0.3, fair: 0.5 }],
  ['formation_energy', { excellent: 0.1, good: 0.3, fair: 0.5 }],
  ['stability_score', { excellent: 0.05, good: 0.1, fair: 0.2 }],
]);

const POINTS: Readonly<Record<Quality, number>> = { excellent: 4, good: 3, fair: 2, poor: 1 };

function gradeError(absoluteError: number, { excellent, good, fair }: Thresholds): Quality {
  if (absoluteError <= excellent) return 'excellent';
  if (absoluteError <= good) return 'good';
  return absoluteError <= fair ? 'fair' : 'poor';
}

function gradePoints(points: number | null): OverallQuality {
  if (points === null) return 'unknown';
  if (points >= 3.5) return 'excellent';
  if (points >= 2.5) return 'good';
  return points >= 1.5 ? 'fair' : 'poor';
}

function recommend(overall: OverallQuality, poor: readonly string[]): string[] {
  const advice: string[] = [];
  if (overall === 'poor' || overall === 'fair') {
    advice.push('Use the simulation for this structure: the prediction is not close enough.');
  }
  if (overall === 'poor') {
    advice.push('The structure may lie outside the training distribution of the model.');
  }
  if (poor.length > 0) advice.push(`Poorly predicted: ${poor.join(', ')}.`);
  return advice;
}

/**
 * Grades errors by thresholds on their absolute value, and all of them by the mean of the points.
 * @param errors property name to error
 * @param own thresholds by property that go before those of the system
 */
export function assessQuality(
  errors: ReadonlyMap<string, number>,
  own: Readonly<Record<string, Thresholds>> = {},
): QualityReport {
  const thresholds = new Map([...THRESHOLDS, ...Object.entries(own)]);
  const grades = [...errors].map(
    ([name, error]) => [name, gradeError(Math.abs(error), thresholds.get(name) ?? OTHERS)] as const,
  );
  const overall = gradePoints(mean(grades.map(([, quality]) => POINTS[quality])));
  const poor = grades.filter(([, quality]) => quality === 'poor').map(([name]) => name);
  return {
    overall_quality: overall,
    property_quality: Object.fromEntries(grades),
    recommendations: recommend(overall, poor),
  };
}
