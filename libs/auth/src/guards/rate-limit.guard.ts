import { Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { normalizeIp } from '@nestjs/throttler';
import { ENVIRONMENT, type AuthenticatedRequest, type Environment } from '@nano-os/common';
import { FixedWindowStorage } from './fixed-window.storage';
import { MINUTE_MS, ProblemThrottlerGuard } from './problem-throttler.guard';

const MAX_CALLERS = 50_000;

/** Who a request counts for: its user, whichever key he uses, else the address it comes from. */
export function callerKey(request: AuthenticatedRequest): string {
  return request.user?.id ?? normalizeIp(request.ip);
}

/** The generous limit on every route; it runs when the caller is known. */
@Injectable()
export class RateLimitGuard extends ProblemThrottlerGuard {
  constructor(
    @Inject(ENVIRONMENT) { RATE_LIMIT }: Environment,
    @Inject(Reflector) reflector: Reflector,
  ) {
    super(
      {
        setHeaders: false,
        throttlers: [
          {
            name: 'caller',
            ttl: MINUTE_MS,
            limit: RATE_LIMIT,
            getTracker: (request) => callerKey(request as AuthenticatedRequest),
          },
        ],
      },
      new FixedWindowStorage(MAX_CALLERS),
      reflector,
    );
  }
}
