import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
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

const ACCESS_KEY = 'nano-os:access';
export type Access = 'public' | readonly Role[];

/** The route answers anyone. */
export const Public = (): MethodDecorator & ClassDecorator =>
  SetMetadata<string, Access>(ACCESS_KEY, 'public');

/** The route answers callers of these roles. A route that declares nothing is refused to all. */
export const Roles = (...roles: Role[]): MethodDecorator & ClassDecorator =>
  SetMetadata<string, Access>(ACCESS_KEY, roles);

const metadata = new Reflector();
const declared = new WeakMap<object, WeakMap<object, Access | 'undeclared'>>();

/** What a route declares, by its handler or else its class; looked up once for each route. */
export function accessOf(context: ExecutionContext): Access | undefined {
  const [handler, type] = [context.getHandler(), context.getClass()];
  let ofHandler = declared.get(handler);
  if (!ofHandler) declared.set(handler, (ofHandler = new WeakMap()));
  let access = ofHandler.get(type);
  if (access === undefined) {
    access =
      metadata.getAllAndOverride<Access | undefined>(ACCESS_KEY, [handler, type]) ?? 'undeclared';
    ofHandler.set(type, access);
  }
  return access === 'undeclared' ? undefined : access;
}

/** The caller of a route that is not public. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { user } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!user) throw new Error('CurrentUser on a route without authentication');
  return user;
});
