import { Injectable } from '@nestjs/common';
import { and, eq, gte, lt, notExists, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { devices, refreshTokens, sessions } from './identity.schema.js';

/** What is left of sessions that nobody can go on with, of all organizations. */
@Injectable()
export class OverSessionRepository {
  /**
   * Deletes sessions whose every refresh token had expired at `time`, with their tokens; at most `limit`, and answers how many. It
   * waits for none: whoever ends several sessions of somebody at that moment locks them in an order of its own.
   */
  async forgetSessions(tx: Transaction, time: Date, limit: number): Promise<number> {
    const goodToken = tx
      .select({ sessionId: refreshTokens.sessionId })
      .from(refreshTokens)
      .where(
        and(
          eq(refreshTokens.organizationId, sessions.organizationId),
          eq(refreshTokens.sessionId, sessions.sessionId),
          gte(refreshTokens.expiresAt, time),
        ),
      );
    const over = await tx
      .select({ organizationId: sessions.organizationId, sessionId: sessions.sessionId })
      .from(sessions)
      .where(and(lt(sessions.startedAt, time), notExists(goodToken)))
      .limit(limit)
      .for('update', { skipLocked: true });
    if (over.length === 0) return 0;
    const pairs = over.map(({ organizationId, sessionId }) => sql`(${organizationId}, ${sessionId}::uuid)`);
    const keys = sql.join(pairs, sql`, `);
    await tx
      .delete(refreshTokens)
      .where(sql`(${refreshTokens.organizationId}, ${refreshTokens.sessionId}) in (${keys})`);
    await tx.delete(sessions).where(sql`(${sessions.organizationId}, ${sessions.sessionId}) in (${keys})`);
    return over.length;
  }

  /** Deletes devices on which nobody has signed in since `time`; at most `limit`, and answers how many. */
  async forgetDevices(tx: Transaction, time: Date, limit: number): Promise<number> {
    const unseen = tx
      .select({ organizationId: devices.organizationId, deviceId: devices.deviceId })
      .from(devices)
      .where(lt(devices.lastSeenAt, time))
      .limit(limit);
    const deleted = await tx
      .delete(devices)
      .where(sql`(${devices.organizationId}, ${devices.deviceId}) in ${unseen}`)
      .returning({ deviceId: devices.deviceId });
    return deleted.length;
  }
}
