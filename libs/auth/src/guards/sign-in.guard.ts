import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { normalizeIp, ThrottlerGuard, type ThrottlerLimitDetail } from '@nestjs/throttler';
import { ENVIRONMENT, type AuthenticatedRequest, type Environment } from '@nano-os/common';
import { normaliseEmail } from '../users/email';
import { FixedWindowStorage } from './fixed-window.storage';
import { MINUTE_MS, tooManyRequests } from './too-many-requests';

const MAX_KEYS = 50_000;

/** Whose password or account a request is about, where it says; cut to what an email can be. */
function accountOf({ user, body }: AuthenticatedRequest): string | undefined {
  if (user) return user.id;
  if (typeof body !== 'object' || body === null || !('email' in body)) return undefined;
  return typeof body.email === 'string' ? normaliseEmail(body.email).slice(0, 254) : undefined;
}

const requestOf = (context: ExecutionContext): AuthenticatedRequest =>
  context.switchToHttp().getRequest<AuthenticatedRequest>();

/**
 * The strict limit on routes that try a password or a token, by address and by account. It stands
 * before validation and hashing, so that a flood costs next to nothing.
 */
@Injectable()
export class SignInGuard extends ThrottlerGuard {
  constructor(
    @Inject(ENVIRONMENT) { SIGN_IN_LIMIT }: Environment,
    @Inject(Reflector) reflector: Reflector,
  ) {
    const window = { ttl: MINUTE_MS, limit: SIGN_IN_LIMIT };
    super(
      {
        setHeaders: false,
        throttlers: [
          { ...window, name: 'address', getTracker: ({ ip }) => normalizeIp(String(ip)) },
          {
            ...window,
            name: 'account',
            skipIf: (context) => accountOf(requestOf(context)) === undefined,
            getTracker: (request) => accountOf(request as AuthenticatedRequest) ?? '',
          },
        ],
      },
      new FixedWindowStorage(MAX_KEYS),
      reflector,
    );
  }

  /** Each route counts for itself: refreshing uses up nobody's attempts to sign in. */
  protected override generateKey(context: ExecutionContext, caller: string, limit: string): string {
    return `${context.getHandler().name}:${limit}:${caller}`;
  }

  protected override throwThrottlingException(
    _context: ExecutionContext,
    { limit, timeToBlockExpire }: ThrottlerLimitDetail,
  ): Promise<void> {
    throw tooManyRequests(limit, timeToBlockExpire);
  }
}
