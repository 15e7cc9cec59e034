import { ProblemException } from '@nano-os/common';
import { ModelError } from '@nano-os/models';

/** Over soon, and nobody's fault. */
const PASSING: ReadonlySet<string> = new Set(['busy', 'stopping']);

/** What the caller is told when the models of a family could not be asked. */
export function toProblem(error: unknown, family: string): unknown {
  if (!(error instanceof ModelError)) return error;
  const { code, message } = error;
  if (PASSING.has(code)) {
    const headers = { 'retry-after': '2' };
    return new ProblemException('not-ready', message, {}, { cause: error, headers });
  }
  const advice =
    '`nano-os models verify` tells what is wrong with it, and installing it again helps.';
  return new ProblemException(
    'model-unavailable',
    `A model of ${family} cannot be run: ${message} ${advice}`,
    {},
    { cause: error },
  );
}
