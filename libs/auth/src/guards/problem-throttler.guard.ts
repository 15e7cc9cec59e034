import type { ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail } from '@nestjs/throttler';
import { ProblemException } from '@nano-os/common';

export const MINUTE_MS = 60_000;

/** The library's guard, answering with problem details, and with a Retry-After for all limits. */
export abstract class ProblemThrottlerGuard extends ThrottlerGuard {
  /** One count for a caller over all routes; hashing what is short already would only cost time. */
  protected override generateKey(
    _context: ExecutionContext,
    caller: string,
    limit: string,
  ): string {
    return `${limit}:${caller}`;
  }

  protected override throwThrottlingException(
    _context: ExecutionContext,
    { limit, timeToBlockExpire }: ThrottlerLimitDetail,
  ): Promise<void> {
    const seconds = Math.max(1, timeToBlockExpire);
    throw new ProblemException(
      'too-many-requests',
      `More than ${limit} requests in a minute; try again in ${seconds} s.`,
      {},
      { headers: { 'retry-after': String(seconds) } },
    );
  }
}
