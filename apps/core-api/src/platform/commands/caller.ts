import type { Principal } from '@business-control/access-token';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { principalOf } from '../http/principal.js';
import { readIdempotencyKey } from '../idempotency/idempotency-key.js';
import type { Person } from './person.js';

/** Who gives a command, and the key that makes it safe to give twice. */
export interface Caller {
  readonly principal: Principal;
  readonly idempotencyKey: string | undefined;
}

export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const request = context.switchToHttp().getRequest<Request>();
  const principal = principalOf(request);
  if (!principal) throw new Error('@CurrentCaller() on a public route');
  return { principal, idempotencyKey: readIdempotencyKey(request.headers['idempotency-key']) };
});

export function personOf({ principal: { userId, displayName } }: Caller): Person {
  return { userId, displayName };
}
