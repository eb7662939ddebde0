import { Injectable } from '@nestjs/common';
import { and, eq, gt, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { devices, refreshTokens, sessions } from './identity.schema.js';

export interface Session {
  readonly sessionId: string;
  readonly userId: string;
  readonly deviceId: string | null;
}

/**
 * How long a replaced refresh token may be presented again: a client whose answer was lost on the way, or a second tab, asks
 * anew at once, and a till must not be signed out by a dropped packet. A thief who comes later is found out.
 */
const RETRY_GRACE_MS = 10_000;

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
   * Exchanges a refresh token. The row lock puts those who present the same one in order; whoever comes
   * back with it after {@link RETRY_GRACE_MS} finds it `reused`.
   */
  async useRefreshToken(
    tx: Transaction,
    organizationId: string,
    tokenHash: string,
    now: Date,
  ): Promise<{ outcome: 'used' | 'reused'; sessionId: string } | undefined> {
    const [token] = await tx
      .update(refreshTokens)
      .set({ replacedAt: sql`coalesce(${refreshTokens.replacedAt}, ${now.toISOString()})` })
      .where(
        and(
          eq(refreshTokens.organizationId, organizationId),
          eq(refreshTokens.tokenHash, tokenHash),
          gt(refreshTokens.expiresAt, now),
        ),
      )
      .returning({ sessionId: refreshTokens.sessionId, replacedAt: refreshTokens.replacedAt });
    if (!token) return undefined;
    const { sessionId, replacedAt } = token;
    const retriedAfterMs = now.getTime() - (replacedAt ?? now).getTime();
    return { sessionId, outcome: retriedAfterMs <= RETRY_GRACE_MS ? 'used' : 'reused' };
  }
}

function byId(organizationId: string, sessionId: string) {
  return and(eq(sessions.organizationId, organizationId), eq(sessions.sessionId, sessionId));
}
