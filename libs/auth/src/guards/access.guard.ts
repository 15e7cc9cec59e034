import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { accessOf, ProblemException, type AuthenticatedRequest } from '@nano-os/common';
import { unauthenticated } from './authentication.guard';

/** Lets through whom the route names. A route that names nobody lets nobody through. */
@Injectable()
export class AccessGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const access = accessOf(context);
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (!request.user) throw unauthenticated(request);
    if (access === undefined) {
      throw new ProblemException('forbidden', 'The route declares nobody who may use it.');
    }
    if (!access.includes(request.user.role)) {
      throw new ProblemException(
        'forbidden',
        `This is open to the role ${access.join(', ')} only.`,
      );
    }
    return true;
  }
}
