import type { Principal } from '@business-control/access-token';
import type { Actor } from '@business-control/realtime-contracts';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

const principals = new WeakMap<Request, Principal>();

/** Remembers who a request speaks for; only the access guard calls it. */
export function attachPrincipal(request: Request, principal: Principal): void {
  principals.set(request, principal);
}

/** `undefined` on public routes. */
export function principalOf(request: Request): Principal | undefined {
  return principals.get(request);
}

/** Who the request speaks for. On a public route, which has no one, it throws. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const principal = principalOf(context.switchToHttp().getRequest<Request>());
  if (!principal) throw new Error('@CurrentPrincipal() on a public route');
  return principal;
});

export function actorOf({ userId, deviceId }: Principal): Actor {
  return { userId, deviceId };
}
