/** What a model says of one crystal. */
export interface ModelValues {
  readonly ok: true;
  /** By the names of the card's properties and in their units: scalars, or flat arrays (forces, 3 an atom). */
  readonly values: Readonly<Record<string, number | Float64Array>>;
  /** For scalars: the probability that the value is within its property's tolerance, 0 to 1. */
  readonly confidence: Readonly<Record<string, number>>;
}

/** Why a model says nothing of one crystal; the reason is told to who asked. */
export interface Refusal {
  readonly ok: false;
  /** Kebab case, such as `unknown-element`. */
  readonly code: string;
  readonly reason: string;
}

export type ModelAnswer = ModelValues | Refusal;

export const refusal = (code: string, reason: string): Refusal => ({ ok: false, code, reason });
