import { elementBySymbol } from '@nano-os/crystal';
import { list, number, object, refuse, type Check } from '../cards/checks';
import { ModelError } from '../errors';
import type { Gaussians } from '../layers/gaussians';

const wholeNumber = (least: number, most: number): Check<number> =>
  number(
    `a whole number from ${least} to ${most}`,
    (n) => Number.isInteger(n) && n >= least && n <= most,
  );

/** The number of features of a layer. */
export const size = wholeNumber(1, 4096);
/** How many layers, blocks or steps. */
export const count = wholeNumber(1, 64);
export const countOrNone = wholeNumber(0, 64);
/** Å; neighbours farther away than 15 Å would be too many to be meant. */
export const cutoff = number('a length above 0 and up to 15 Å', (x) => x > 0 && x <= 15);

export const flag: Check<boolean> = (value, path) =>
  typeof value === 'boolean' ? value : refuse(path, 'true or false', value);

export const gaussians: Check<Gaussians> = object<Gaussians>({
  first: number('a number'),
  last: number('a number'),
  count: wholeNumber(2, 4096),
  sharpness: number('a number above 0', (x) => x > 0),
});

const element: Check<string> = (value, path) =>
  typeof value === 'string' && elementBySymbol(value)
    ? value
    : refuse(path, 'the symbol of an element', value);

/** Symbols in the order of the embedding's rows. */
export const elements: Check<string[]> = (value, path) => {
  const symbols = list(element, 1, 118)(value, path);
  return new Set(symbols).size === symbols.length ? symbols : refuse(path, 'each once', value);
};

/**
 * What `check` makes of a card's configuration.
 * @throws {ModelError} bad-config, naming the field
 */
export function checkedConfig<T>(check: Check<T>, value: unknown): T {
  try {
    return check(value, 'config');
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    throw new ModelError('bad-config', error.message, { cause: error });
  }
}
