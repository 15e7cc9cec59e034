import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { accessOf, ProblemException, type AuthenticatedRequest } from '@nano-os/common';
import { Callers } from '../callers/callers';

/** Finds out who calls. What it cannot tell it leaves to the access guard, after the limits. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(@Inject(Callers) private readonly callers: Callers) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (accessOf(context) === 'public') return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const caller = this.callers.of(request);
    if (caller instanceof Promise) {
      return caller.then((found) => {
        request.user = found;
        return true;
      });
    }
    request.user = caller;
    return true;
  }
}

/** The answer to who did not sign in, or whose credentials are good no more. */
export function unauthenticated({ headers }: AuthenticatedRequest): ProblemException {
  const sent = headers.authorization !== undefined || headers['x-api-key'] !== undefined;
  return new ProblemException(
    'unauthenticated',
    sent
      ? 'The access token or API key is not valid, or is good no more; refresh it or sign in again.'
      : 'Send an access token as "Authorization: Bearer ...", or an API key as "X-API-Key".',
    {},
    { headers: { 'www-authenticate': sent ? 'Bearer error="invalid_token"' : 'Bearer' } },
  );
}
