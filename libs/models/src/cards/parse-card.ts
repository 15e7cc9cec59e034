import { elementBySymbol } from '@nano-os/crystal';
import {
  ARCHITECTURES,
  FAMILY_NAMES,
  type CardProperty,
  type ErrorGroup,
  type HeldOutErrors,
  type ModelCard,
  type TrainingDomain,
} from './card';
import {
  anyRecord,
  choice,
  dictionary,
  list,
  nullable,
  number,
  object,
  optional,
  refuse,
  text,
  type Check,
} from './checks';
import { MODEL_NAME } from './model-name';
import { fineTuning } from './parse-fine-tuning';

const count = number('a whole number above 0', (n) => Number.isSafeInteger(n) && n > 0);
const notNegative = number('a number that is not negative', (n) => n >= 0);
const PROPERTY_NAME = /^[a-z][a-z0-9_]{0,49}$/;
const propertyName = text(PROPERTY_NAME, 'a name in lower case');

const property = object<CardProperty>({
  name: propertyName,
  output: text(/^[A-Za-z][A-Za-z0-9_]{0,49}$/, 'the name of an output'),
  // Empty for what has no dimension.
  unit: text(/^[^\p{Cc}]*$/u, 'a unit', 30),
  transform: choice('identity', 'exp10', 'exp', 'sigmoid'),
  scale: number('a number other than 0', (n) => n !== 0),
  shift: number('a number'),
});

const quantiles: Check<readonly number[]> = (value, path) => {
  const found = list(notNegative, 19, 19)(value, path);
  const isAscending = found.every((entry, index) => entry >= (found[index - 1] ?? 0));
  return isAscending ? found : refuse(path, 'ascending numbers', value);
};

const element: Check<string> = (value, path) =>
  typeof value === 'string' && elementBySymbol(value)
    ? value
    : refuse(path, 'the symbol of an element', value);

const group = object<ErrorGroup>({
  chemistry: choice('nonmetal', 'metalloid', 'metal'),
  from: nullable(number('a number')),
  n: count,
  quantiles,
});

const ratio = number('a number above 0', (n) => n > 0);

const ascendingCounts: Check<readonly number[]> = (value, path) => {
  const found = list(count, 1, 118)(value, path);
  const isAscending = found.every((entry, index) => entry > (found[index - 1] ?? 0));
  return isAscending ? found : refuse(path, 'ascending numbers', value);
};

const domain = object<TrainingDomain>({
  elements: list(element, 1, 118),
  nearest: (value, path) => {
    const [least = 0, largest = 0] = list(ratio, 2, 2)(value, path);
    return least <= largest ? [least, largest] : refuse(path, 'an ascending range', value);
  },
  elementCounts: optional(ascendingCounts),
});

const heldOut = object<HeldOutErrors>({
  set: text(),
  n: count,
  mae: notNegative,
  unit: text(undefined, 'a unit', 30),
  quantiles,
  groups: optional(list(group, 1, 100)),
  domain: optional(domain),
});

const fields = object<ModelCard>({
  format: choice(1),
  name: text(MODEL_NAME, 'letters, digits, dots and dashes', 100),
  version: text(/^[0-9A-Za-z][0-9A-Za-z.+-]*$/, 'a version such as 1.0.0', 50),
  family: choice(...FAMILY_NAMES),
  architecture: choice(...ARCHITECTURES),
  description: text(),
  config: anyRecord,
  properties: list(property, 1, 50),
  elements: list(element, 1, 118),
  training: object<ModelCard['training']>({
    set: text(),
    functional: text(),
    crystals: nullable(count),
  }),
  heldOut: dictionary(PROPERTY_NAME, heldOut),
  fineTuning: optional(fineTuning),
  licence: text(),
  source: text(),
  citation: text(),
  origin: choice('published', 'shipped', 'own'),
  files: object({
    'weights.safetensors': text(/^[0-9a-f]{64}$/, 'a SHA-256 of 64 hexadecimal digits'),
  }),
});

/**
 * The card that a value describes; fields that it does not know are refused, since a misspelt one
 * would otherwise be lost in silence.
 * @throws {ModelError} bad-card, naming the field, what it should be and what it is
 */
export function parseCard(value: unknown): ModelCard {
  const card = fields(value, '');
  const names = card.properties.map(({ name }) => name);
  refuseTwice(names, 'properties');
  refuseTwice(card.elements, 'elements');
  for (const name of Object.keys(card.heldOut)) {
    if (!names.includes(name)) refuse(`heldOut.${name}`, `one of ${names.join(', ')}`, name);
  }
  return card;
}

function refuseTwice(names: readonly string[], path: string): void {
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) refuse(path, 'each name once', twice);
}
