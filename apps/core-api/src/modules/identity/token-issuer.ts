import { AccessTokenSigner } from '@business-control/access-token';
import { Inject, Injectable } from '@nestjs/common';
import { CORE_API_ENV, type CoreApiEnv } from '../../config/env.js';
import type { Transaction } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import type { SignedIn } from './identity.answers.js';
import { hashRefreshToken, newRefreshToken } from './refresh-token.js';
import { type Session, SessionRepository } from './session.repository.js';
import { signedInUser } from './signed-in.js';
import type { Member } from './user.repository.js';

/** Hands out the tokens of a session. */
@Injectable()
export class TokenIssuer {
  private readonly signer: AccessTokenSigner | undefined;
  private readonly refreshTtlMs: number;

  constructor(
    @Inject(CORE_API_ENV) env: CoreApiEnv,
    private readonly sessions: SessionRepository,
  ) {
    this.refreshTtlMs = env.REFRESH_TOKEN_TTL_SECONDS * 1000;
    this.signer =
      env.JWT_SECRET === undefined
        ? undefined
        : new AccessTokenSigner({
            secret: env.JWT_SECRET,
            issuer: env.JWT_ISSUER,
            audience: env.JWT_AUDIENCE,
            ttlSeconds: env.ACCESS_TOKEN_TTL_SECONDS,
          });
  }

  /** Throws `auth.sign-in-elsewhere` where tokens come from a foreign issuer and there is nothing to sign with. */
  async issue(tx: Transaction, member: Member, session: Session, now: Date): Promise<SignedIn> {
    const user = signedInUser(member);
    const { sessionId, deviceId } = session;
    const { userId, organizationId, displayName, roles, permissions } = user;
    const { token: accessToken, expiresIn } = await this.mustSign().sign({
      userId,
      organizationId,
      deviceId,
      sessionId,
      displayName,
      roles,
      permissions,
    });
    const refreshToken = newRefreshToken(organizationId);
    const expiresAt = new Date(now.getTime() + this.refreshTtlMs);
    const stored = { sessionId, tokenHash: hashRefreshToken(refreshToken), expiresAt };
    await this.sessions.addRefreshToken(tx, organizationId, stored, now);
    return { accessToken, refreshToken, expiresIn, user };
  }

  private mustSign(): AccessTokenSigner {
    if (!this.signer) throw new RuleViolated('auth.sign-in-elsewhere');
    return this.signer;
  }
}
