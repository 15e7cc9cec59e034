import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  ACCESS_KEY,
  ProblemException,
  type Access,
  type AuthenticatedRequest,
} from '@nano-os/common';
import { unauthenticated } from './authentication.guard';

/** Lets through whom the route names. A route that names nobody lets nobody through. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS_KEY, [
      context.getHandler(),
      context.getClass(),
    ]);
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
