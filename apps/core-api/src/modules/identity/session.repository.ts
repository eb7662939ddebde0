import { Injectable } from '@nestjs/common';
import { and, eq, gt, isNotNull, isNull, lt } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { devices, refreshTokens, sessions } from './identity.schema.js';

export interface Session {
  readonly sessionId: string;
  readonly userId: string;
  readonly deviceId: string | null;
}

type EndReason = NonNullable<(typeof sessions.$inferSelect)['endReason']>;

interface StoredToken {
  readonly sessionId: string;
  readonly tokenHash: string;
  readonly expiresAt: Date;
}

@Injectable()
export class SessionRepository {
  async start(tx: Transaction, organizationId: string, session: Session, now: Date): Promise<void> {
    const { deviceId } = session;
    if (deviceId !== null) {
      await tx
        .insert(devices)
        .values({ organizationId, deviceId, firstSeenAt: now, lastSeenAt: now })
        .onConflictDoUpdate({ target: [devices.organizationId, devices.deviceId], set: { lastSeenAt: now } });
    }
    await tx.insert(sessions).values({ organizationId, ...session, startedAt: now });
  }

  /** `undefined` when there is none or it has ended. */
  async findLive(tx: Transaction, organizationId: string, sessionId: string): Promise<Session | undefined> {
    const [session] = await tx
      .select()
      .from(sessions)
      .where(and(byId(organizationId, sessionId), isNull(sessions.endedAt)));
    return session;
  }

  /** `false` too for a session that is not kept here. */
  async hasEnded(tx: Transaction, organizationId: string, sessionId: string): Promise<boolean> {
    const ended = await tx
      .select({ sessionId: sessions.sessionId })
      .from(sessions)
      .where(and(byId(organizationId, sessionId), isNotNull(sessions.endedAt)));
    return ended.length > 0;
  }

  /** A session ends once; what ended it first stands. */
  async end(
    tx: Transaction,
    organizationId: string,
    sessionId: string,
    reason: EndReason,
    now: Date,
  ): Promise<void> {
    await tx
      .update(sessions)
      .set({ endedAt: now, endReason: reason })
      .where(and(byId(organizationId, sessionId), isNull(sessions.endedAt)));
  }

  /** Stores the session's newest refresh token and forgets those that have expired. */
  async addRefreshToken(
    tx: Transaction,
    organizationId: string,
    token: StoredToken,
    now: Date,
  ): Promise<void> {
    const { sessionId } = token;
    await tx
      .delete(refreshTokens)
      .where(
        and(
          eq(refreshTokens.organizationId, organizationId),
          eq(refreshTokens.sessionId, sessionId),
          lt(refreshTokens.expiresAt, now),
        ),
      );
    await tx.insert(refreshTokens).values({ organizationId, ...token });
  }

  /**
   * Uses a refresh token up. Of two that present the same one, the row lock lets the first have it and the second
   * find it `reused`.
   */
  async useRefreshToken(
    tx: Transaction,
    organizationId: string,
    tokenHash: string,
    now: Date,
  ): Promise<{ outcome: 'used' | 'reused'; sessionId: string } | undefined> {
    const valid = and(
      eq(refreshTokens.organizationId, organizationId),
      eq(refreshTokens.tokenHash, tokenHash),
      gt(refreshTokens.expiresAt, now),
    );
    const sessionId = { sessionId: refreshTokens.sessionId };
    const [used] = await tx
      .update(refreshTokens)
      .set({ replacedAt: now })
      .where(and(valid, isNull(refreshTokens.replacedAt)))
      .returning(sessionId);
    if (used) return { outcome: 'used', ...used };
    const [reused] = await tx.select(sessionId).from(refreshTokens).where(valid);
    return reused && { outcome: 'reused', ...reused };
  }
}

function byId(organizationId: string, sessionId: string) {
  return and(eq(sessions.organizationId, organizationId), eq(sessions.sessionId, sessionId));
}
