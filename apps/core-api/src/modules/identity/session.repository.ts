import { Injectable } from '@nestjs/common';
import { and, desc, eq, exists, gt, inArray, isNull, lt, max, ne, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { devices, refreshTokens, type SessionEndReason, sessions } from './identity.schema.js';

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

  /** Newest first. */
  async listOf(tx: Transaction, organizationId: string, userId: string, limit: number) {
    return tx
      .select()
      .from(sessions)
      .where(and(eq(sessions.organizationId, organizationId), eq(sessions.userId, userId)))
      .orderBy(desc(sessions.startedAt), desc(sessions.sessionId))
      .limit(limit);
  }

  /** Those that go on: not ended, and with a refresh token that is good. Newest first. */
  async openOf(tx: Transaction, organizationId: string, userId: string, limit: number, now: Date) {
    const goodToken = tx
      .select({ sessionId: refreshTokens.sessionId })
      .from(refreshTokens)
      .where(and(ofSession, gt(refreshTokens.expiresAt, now)));
    return tx
      .select()
      .from(sessions)
      .where(and(notEndedOf(organizationId, userId), exists(goodToken)))
      .orderBy(desc(sessions.startedAt), desc(sessions.sessionId))
      .limit(limit);
  }

  /** Whose session it is, ended or not. */
  async userOf(tx: Transaction, organizationId: string, sessionId: string): Promise<string | undefined> {
    const [session] = await tx
      .select({ userId: sessions.userId })
      .from(sessions)
      .where(byId(organizationId, sessionId));
    return session?.userId;
  }

  /** Whose session ended; `undefined` when it had before, as a session ends once and what ended it first stands. */
  async end(
    tx: Transaction,
    organizationId: string,
    sessionId: string,
    reason: SessionEndReason,
    now: Date,
  ): Promise<{ userId: string } | undefined> {
    const [ended] = await tx
      .update(sessions)
      .set({ endedAt: now, endReason: reason })
      .where(and(byId(organizationId, sessionId), isNull(sessions.endedAt)))
      .returning({ userId: sessions.userId });
    return ended;
  }

  /**
   * Ends the sessions that someone has beyond so many, first those that have not been used for longest, and answers which those were.
   * Whoever calls it holds the user, so that of two sign-ins at once the second counts the session of the first.
   */
  async endBeyond(
    tx: Transaction,
    organizationId: string,
    userId: string,
    kept: number,
    now: Date,
  ): Promise<string[]> {
    const open = await tx
      .select({ sessionId: sessions.sessionId })
      .from(sessions)
      .where(notEndedOf(organizationId, userId));
    if (open.length <= kept) return [];
    const beyond = await tx
      .select({ sessionId: sessions.sessionId })
      .from(sessions)
      .leftJoin(refreshTokens, ofSession)
      .where(notEndedOf(organizationId, userId))
      .groupBy(sessions.sessionId, sessions.startedAt)
      // Each use brings a token that expires later.
      .orderBy(
        sql`${max(refreshTokens.expiresAt)} desc nulls last`,
        desc(sessions.startedAt),
        desc(sessions.sessionId),
      )
      .offset(kept);
    const ids = beyond.map(({ sessionId }) => sessionId);
    const ended = await tx
      .update(sessions)
      .set({ endedAt: now, endReason: 'too-many-sessions' })
      .where(and(notEndedOf(organizationId, userId), inArray(sessions.sessionId, ids)))
      .returning({ sessionId: sessions.sessionId });
    return ended.map(({ sessionId }) => sessionId);
  }

  /** Ends whatever sessions someone has, `except` one if it is named, and answers which those were. */
  async endAllOf(
    tx: Transaction,
    organizationId: string,
    userId: string,
    reason: SessionEndReason,
    now: Date,
    except: string | null = null,
  ): Promise<string[]> {
    const ended = await tx
      .update(sessions)
      .set({ endedAt: now, endReason: reason })
      .where(
        and(notEndedOf(organizationId, userId), except === null ? undefined : ne(sessions.sessionId, except)),
      )
      .returning({ sessionId: sessions.sessionId });
    return ended.map(({ sessionId }) => sessionId);
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

function notEndedOf(organizationId: string, userId: string) {
  return and(
    eq(sessions.organizationId, organizationId),
    eq(sessions.userId, userId),
    isNull(sessions.endedAt),
  );
}

/** Joins the refresh tokens of a session. */
const ofSession = and(
  eq(refreshTokens.organizationId, sessions.organizationId),
  eq(refreshTokens.sessionId, sessions.sessionId),
);

function byId(organizationId: string, sessionId: string) {
  return and(eq(sessions.organizationId, organizationId), eq(sessions.sessionId, sessionId));
}
