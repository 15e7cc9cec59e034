import { ProblemException } from '@nano-os/common';

export const MINUTE_MS = 60_000;

/** The answer to who used up the limit of a minute. */
export function tooManyRequests(limit: number, secondsLeft: number): ProblemException {
  const seconds = Math.max(1, secondsLeft);
  return new ProblemException(
    'too-many-requests',
    `More than ${limit} requests in a minute; try again in ${seconds} s.`,
    {},
    { headers: { 'retry-after': String(seconds) } },
  );
}
