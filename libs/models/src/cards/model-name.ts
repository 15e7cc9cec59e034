import { ModelError } from '../errors';

/**
 * Names of models, which are also names of folders: letters, digits, dots and dashes, with a letter
 * or a digit at both ends, so that none is hidden, climbs a folder or ends in what Windows drops.
 */
export const MODEL_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,98}[A-Za-z0-9])?$/;

/** @throws {ModelError} bad-name */
export function checkModelName(name: string): string {
  if (MODEL_NAME.test(name)) return name;
  throw new ModelError(
    'bad-name',
    `${JSON.stringify(name.slice(0, 120))} is no name for a model: up to 100 letters, digits, dots ` +
      'and dashes, with a letter or a digit at both ends.',
  );
}
