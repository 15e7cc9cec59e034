import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

export const ROLES = ['admin', 'user'] as const;
export type Role = (typeof ROLES)[number];

/** Who makes a request, as the authentication guard found out. */
export interface Caller {
  id: string;
  role: Role;
}

/** A request after the authentication guard; `user` is absent on public routes. */
export interface AuthenticatedRequest extends FastifyRequest {
  user?: Caller;
}

export const ACCESS_KEY = 'nano-os:access';
export type Access = 'public' | readonly Role[];

/** The route answers anyone. */
export const Public = (): MethodDecorator & ClassDecorator =>
  SetMetadata<string, Access>(ACCESS_KEY, 'public');

/** The route answers callers of these roles. A route that declares nothing is refused to all. */
export const Roles = (...roles: Role[]): MethodDecorator & ClassDecorator =>
  SetMetadata<string, Access>(ACCESS_KEY, roles);

/** The caller of a route that is not public. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { user } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!user) throw new Error('CurrentUser on a route without authentication');
  return user;
});
