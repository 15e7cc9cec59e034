import { ModelError } from '../errors';

/** What every reader here throws at a file that is damaged, hostile or of a kind that it does not know. */
export function badCheckpoint(message: string, cause?: unknown): ModelError {
  return new ModelError(
    'bad-checkpoint',
    `This file of weights cannot be read: ${message}.`,
    cause === undefined ? undefined : { cause },
  );
}
