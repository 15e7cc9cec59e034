import type { ModelNotes, PropertyValue } from '../../entities/predicted-properties.entity';
import type { ModelResult } from '../property-model';
import { functionalOf, inServedOrder, isBandgap, isModulus } from './served-properties';

/** One property of a card as one of the installed models answered it. */
export interface Answered {
  /** A number, or rows of three in one flat array: forces, stresses. */
  readonly value: number | Float64Array;
  /** 0 to 1, for scalars. */
  readonly confidence?: number;
  /** Name of the installed model. */
  readonly model: string;
  /** That it was trained on. */
  readonly functional: string;
  /** Empty for what has none. */
  readonly unit: string;
}

/**
 * Puts what the models of a family answered into the form of the API: moduli together, arrays as
 * rows, no band gap below 0, and in the notes which model answered what.
 * @param omitted what there is no answer of, and why
 */
export function toResult(
  answers: ReadonlyMap<string, Answered>,
  omitted: Readonly<Record<string, string>>,
): ModelResult {
  const properties: Record<string, PropertyValue> = {};
  const moduli: Record<string, number> = {};
  const confidenceScores: Record<string, number> = {};
  const models: Record<string, string> = {};
  const functionals: Record<string, string> = {};
  const units: Record<string, string> = {};
  const raw: Record<string, number> = {};
  const byFunctional: Record<string, number> = {};
  for (const property of inServedOrder(answers.keys())) {
    const answered = answers.get(property);
    if (!answered) continue;
    const { value, confidence, model } = answered;
    const functional = functionalOf(property);
    if (functional === null) {
      models[property] = model;
      functionals[property] = answered.functional;
      if (answered.unit !== '') units[property] = answered.unit;
      if (confidence !== undefined) confidenceScores[property] = confidence;
    }
    if (typeof value !== 'number') {
      properties[property] = rowsOfThree(value);
      continue;
    }
    const served = isBandgap(property) ? Math.max(0, value) : value;
    if (served !== value) raw[property] = value;
    if (functional !== null) byFunctional[functional] = served;
    else if (!isModulus(property)) properties[property] = served;
    else {
      moduli[property] = served;
      properties.elastic_moduli = moduli;
    }
  }
  const notes = {
    models,
    functionals,
    units,
    raw_values: raw,
    bandgap_by_functional: byFunctional,
    omitted,
  };
  return { properties, confidenceScores, notes: withoutEmpty(notes) };
}

function rowsOfThree(flat: Float64Array): number[][] {
  return Array.from({ length: flat.length / 3 }, (_, row) => [
    ...flat.subarray(3 * row, 3 * row + 3),
  ]);
}

function withoutEmpty(notes: ModelNotes): ModelNotes {
  const entries = Object.entries(notes) as [keyof ModelNotes, object][];
  return Object.fromEntries(entries.filter(([, members]) => Object.keys(members).length > 0));
}
