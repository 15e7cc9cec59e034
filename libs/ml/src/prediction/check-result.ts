import type { ModelOutcome } from '../models/property-model';

function isFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'object' && value !== null && Object.values(value).every(isFinite);
}

/** Turns a result with NaN or infinity into the reason that there is none: JSON has neither. */
export function refuseNonFinite(outcome: ModelOutcome): ModelOutcome {
  if (!outcome.ok) return outcome;
  const { properties, confidenceScores } = outcome;
  const fault =
    Object.entries(properties).find(([, value]) => !isFinite(value)) ??
    Object.entries(confidenceScores).find(([, value]) => !isFinite(value));
  if (!fault) return outcome;
  return { ok: false, reason: `The model gave no finite value for ${fault[0]} of this structure.` };
}
