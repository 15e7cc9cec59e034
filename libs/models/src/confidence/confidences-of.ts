import type { Structure } from '@nano-os/crystal';
import type { HeldOutErrors, ModelCard } from '../cards/card';
import { chemistryOf } from './chemistry';
import { probabilityWithin } from './probability-within';
import { servedValue, toleranceOf } from './tolerances';
import { strangenessOf } from './training-domain';

/** What remains of a confidence for each way in which a crystal is unlike the training's. */
const REMAINS_OF_STRANGE = 0.6;

/**
 * For each scalar the probability that it is within its property's tolerance, from the errors on
 * crystals that the model was not trained on; lower where this crystal is unlike those that it was
 * trained on. 0 where no errors were measured: then nothing vouches for the value.
 */
export function confidencesOf(
  card: Pick<ModelCard, 'heldOut'>,
  structure: Structure,
  values: Readonly<Record<string, number | Float64Array>>,
): Record<string, number> {
  const confidences: Record<string, number> = {};
  for (const [property, value] of Object.entries(values)) {
    if (typeof value !== 'number') continue;
    const errors = Object.hasOwn(card.heldOut, property) ? card.heldOut[property] : undefined;
    confidences[property] = errors ? confidenceOf(property, value, structure, errors) : 0;
  }
  return confidences;
}

function confidenceOf(
  property: string,
  value: number,
  structure: Structure,
  errors: HeldOutErrors,
): number {
  const tolerance = toleranceOf(property);
  if (!tolerance) return 0;
  const quantiles = quantilesFor(errors, structure, servedValue(property, value));
  const usual = probabilityWithin(tolerance.within, quantiles);
  const strangeness = errors.domain ? strangenessOf(structure, errors.domain) : 0;
  return usual * REMAINS_OF_STRANGE ** strangeness;
}

/** Those of the crystals for which the model said about the same, where they were told apart. */
function quantilesFor(
  { groups = [], quantiles }: HeldOutErrors,
  { species }: Structure,
  value: number,
): readonly number[] {
  const chemistry = chemistryOf(species);
  const group = groups.findLast(
    ({ chemistry: own, from }) => own === chemistry && (from === null || from <= value),
  );
  return group?.quantiles ?? quantiles;
}
