import { isDeepStrictEqual } from 'node:util';
import type { ModelCard } from '../cards/card';
import { assembleModel, type CardDraft, type StoredModel } from '../store/stored-model';
import { CONVERTERS, type Converter } from './converters';
import { heldOutErrors } from './held-out-errors';
import { weightsFile, type Format, type Recipe } from './recipe';
import { publicAddress } from './repositories';

/** What a card says of its model whatever the files of the model hold. */
type CardText = Omit<CardDraft, 'config' | 'properties' | 'elements'>;

/**
 * A published model as it is installed.
 * @param files by their name, without folders; all of the recipe's
 * @throws {ModelError} bad-checkpoint, bad-card
 */
export function convertPublished(
  recipe: Recipe,
  files: ReadonlyMap<string, Uint8Array>,
  converters: Readonly<Record<Format, Converter>> = CONVERTERS,
): StoredModel {
  const { config, properties, elements, tensors } = converters[recipe.format](files);
  return assembleModel({ ...cardText(recipe), config, properties, elements }, tensors);
}

/** Whether a card is what the recipe makes today, so that there is nothing to fetch again. */
export function isUpToDate(card: ModelCard, recipe: Recipe): boolean {
  const text = cardText(recipe);
  return Object.entries(text).every(([field, value]) =>
    isDeepStrictEqual(card[field as keyof CardText], value),
  );
}

function cardText(recipe: Recipe): CardText {
  const { name, version, family, architecture, training, citation, repository } = recipe;
  return {
    name,
    version,
    family,
    architecture,
    description: `${recipe.description} ${reportedErrors(recipe)}`,
    training,
    heldOut: heldOutErrors(name),
    licence: repository.licence,
    source: publicAddress(repository, weightsFile(recipe).path),
    citation,
    origin: 'published',
  };
}

function reportedErrors({ reported: { set, errors } }: Recipe): string {
  const list = errors.map(({ property, mae, unit }) => `${property} ${mae} ${unit}`).join(', ');
  return `Mean absolute error on the authors' ${set} set: ${list}.`;
}
