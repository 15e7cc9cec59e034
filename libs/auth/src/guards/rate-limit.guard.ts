import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { normalizeIp } from '@nestjs/throttler';
import { ENVIRONMENT, type AuthenticatedRequest, type Environment } from '@nano-os/common';
import { FixedWindowStorage } from './fixed-window.storage';
import { MINUTE_MS, tooManyRequests } from './too-many-requests';

const MAX_CALLERS = 50_000;

/** Who a request counts for: its user, whichever key he uses, else the address it comes from. */
function callerKey({ user, ip }: AuthenticatedRequest): string {
  return user?.id ?? normalizeIp(ip);
}

/**
 * The generous limit on every route; it runs when the caller is known. The library's guard would
 * ask for twelve pieces of metadata at every request, none of which is used here.
 */
@Injectable()
export class RateLimitGuard implements CanActivate {
  private readonly limit: number;
  private readonly windows = new FixedWindowStorage(MAX_CALLERS);

  constructor(@Inject(ENVIRONMENT) { RATE_LIMIT }: Environment) {
    this.limit = RATE_LIMIT;
  }

  /** @throws {ProblemException} too-many-requests */
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const { isBlocked, timeToBlockExpire } = this.windows.hit(
      callerKey(request),
      MINUTE_MS,
      this.limit,
    );
    if (isBlocked) throw tooManyRequests(this.limit, timeToBlockExpire);
    return true;
  }
}
