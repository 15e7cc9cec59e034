import { CannotPredict, ModelError } from '../src/errors';

/** The code with which something is refused; undefined when it is not. */
export function codeOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof CannotPredict || error instanceof ModelError) return error.code;
    throw error;
  }
}
