import { AccessTokenSigner } from '@business-control/access-token';
import { Inject, Injectable } from '@nestjs/common';
import { CORE_API_ENV, type CoreApiEnv } from '../../config/env.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { type Visitor, visitorPermissions, visitorRoles } from './visitor.js';

/** Hands out the tokens of visitors, which open their help conversation and nothing else. */
@Injectable()
export class VisitorTokens {
  readonly ttlMs: number;
  private readonly signer: AccessTokenSigner | undefined;

  constructor(@Inject(CORE_API_ENV) env: CoreApiEnv) {
    const ttlSeconds = env.VISITOR_TOKEN_TTL_SECONDS ?? env.ACCESS_TOKEN_TTL_SECONDS;
    this.ttlMs = ttlSeconds * 1000;
    this.signer =
      env.JWT_SECRET === undefined
        ? undefined
        : new AccessTokenSigner({
            secret: env.JWT_SECRET,
            issuer: env.JWT_ISSUER,
            audience: env.JWT_AUDIENCE,
            ttlSeconds,
          });
  }

  /** Throws `visitors.unavailable` where tokens come from a foreign issuer and there is nothing to sign with. */
  mustBeIssuedHere(): AccessTokenSigner {
    if (!this.signer) throw new RuleViolated('visitors.unavailable');
    return this.signer;
  }

  /** `expiresIn` is in seconds. */
  issue(organizationId: string, { visitorId, sessionId, displayName }: Visitor) {
    return this.mustBeIssuedHere().sign({
      userId: visitorId,
      organizationId,
      deviceId: null,
      sessionId,
      displayName,
      roles: visitorRoles,
      permissions: visitorPermissions,
    });
  }
}
