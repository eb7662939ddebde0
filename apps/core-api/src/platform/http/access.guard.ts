import { AccessTokenError, AccessTokenVerifier } from '@business-control/access-token';
import { DEVICE_HEADER } from '@business-control/realtime-contracts';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { RuleViolated } from '../errors/rule-violated.js';
import { ACCESS, type Access, GUESTS, type Guests } from './access.decorators.js';
import { withNamedDevice } from './named-device.js';
import { attachPrincipal } from './principal.js';
import { PrincipalReviews } from './principal-reviews.js';

/** Verifies the token of every request, asks how its bearer stands now, and holds that against what the route asks for. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: AccessTokenVerifier,
    private readonly reviews: PrincipalReviews,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, targets);
    const guests = this.reflector.getAllAndOverride<Guests | undefined>(GUESTS, targets);
    if (access?.kind === 'public') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const bearer = await this.verifier.verify(bearerToken(request.headers.authorization));
    const claimed = withNamedDevice(bearer, request.header(DEVICE_HEADER));
    const principal = await this.reviews.of(claimed, { guests });
    if (access?.kind !== 'authenticated') {
      const permission = access?.permission;
      // `RouteAccessCheck` refuses to boot with a route that says nothing; should one appear, nobody may call it.
      if (!permission || !principal.permissions.includes(permission)) {
        throw new RuleViolated('auth.permission-missing', { permission: permission ?? null });
      }
    }
    attachPrincipal(request, principal);
    return true;
  }
}

function bearerToken(header: string | undefined): string {
  if (!header) throw new AccessTokenError('auth.token-missing', 'the request has no Authorization header');
  const token = /^Bearer +(\S+) *$/i.exec(header)?.[1];
  if (!token)
    throw new AccessTokenError('auth.token-malformed', 'the Authorization header is not "Bearer <token>"');
  return token;
}
