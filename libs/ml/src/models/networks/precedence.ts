import type { Environment } from '@nano-os/common';
import type { ModelCard } from '@nano-os/models';
import { isOfTheCell } from './served-properties';

/** Whose weights answer where several models of a family have the same property. */
export interface Preference {
  readonly origin: 'published' | 'shipped';
  /** The model that goes before all others for what belongs to a cell: energy, forces, stresses. */
  readonly potential: string;
}

/** As the configuration says. */
export function preferenceOf({
  NANO_OS_PREFER: origin,
  NANO_OS_POTENTIAL: potential,
}: Pick<Environment, 'NANO_OS_PREFER' | 'NANO_OS_POTENTIAL'>): Preference {
  return { origin, potential };
}

/** A model that is ready to run; what precedence needs to know of it. */
export interface Candidate {
  readonly card: ModelCard;
}

const ORIGINS: Readonly<Record<Preference['origin'], readonly ModelCard['origin'][]>> = {
  published: ['own', 'published', 'shipped'],
  shipped: ['own', 'shipped', 'published'],
};

/**
 * For each property, the models that have it, best first: the chosen potential, then those that the user trained, then by
 * the preferred origin, then PBE before other functionals, then by the errors on crystals that
 * they were not trained on, where these were measured alike; at last by name.
 */
export function rankByProperty<T extends Candidate>(
  models: readonly T[],
  preference: Preference,
): ReadonlyMap<string, readonly T[]> {
  const ranked = new Map<string, T[]>();
  for (const model of models) {
    for (const { name } of model.card.properties) {
      ranked.set(name, [...(ranked.get(name) ?? []), model]);
    }
  }
  for (const [property, candidates] of ranked) {
    candidates.sort((a, b) => compare(a.card, b.card, property, preference));
  }
  return ranked;
}

function compare(a: ModelCard, b: ModelCard, property: string, preference: Preference): number {
  const origins = ORIGINS[preference.origin];
  const isChosen = ({ name }: ModelCard): number =>
    isOfTheCell(property) && name === preference.potential ? 0 : 1;
  const isOther = ({ training }: ModelCard): number => (training.functional === 'PBE' ? 0 : 1);
  return (
    isChosen(a) - isChosen(b) ||
    origins.indexOf(a.origin) - origins.indexOf(b.origin) ||
    isOther(a) - isOther(b) ||
    errorDifference(a, b, property) ||
    (a.name < b.name ? -1 : 1)
  );
}

function errorDifference(a: ModelCard, b: ModelCard, property: string): number {
  const [ofA, ofB] = [a.heldOut[property], b.heldOut[property]];
  const isAlike = ofA?.set === ofB?.set && ofA?.unit === ofB?.unit;
  return ofA && ofB && isAlike ? ofA.mae - ofB.mae : 0;
}
