import { Injectable } from '@nestjs/common';
import { and, asc, eq, inArray, isNull, lt } from 'drizzle-orm';
import type { Reader, Transaction } from '../../platform/database/database.js';
import type { Visitor } from './visitor.js';
import { visitorSessions } from './visitors.schema.js';

export type VisitorSession = Omit<typeof visitorSessions.$inferSelect, 'organizationId'>;

@Injectable()
export class VisitorSessionRepository {
  async insert(
    tx: Transaction,
    organizationId: string,
    visitor: Visitor,
    times: { readonly startedAt: Date; readonly expiresAt: Date },
  ): Promise<void> {
    await tx.insert(visitorSessions).values({ organizationId, ...visitor, ...times });
  }

  /** That of a visitor who has not left. */
  async findLive(
    reader: Reader,
    organizationId: string,
    visitorId: string,
  ): Promise<VisitorSession | undefined> {
    const [session] = await reader.select().from(visitorSessions).where(live(organizationId, visitorId));
    return session;
  }

  /** `undefined` when the visitor has left, or just does. */
  async renew(
    tx: Transaction,
    organizationId: string,
    visitorId: string,
    expiresAt: Date,
  ): Promise<VisitorSession | undefined> {
    const [session] = await tx
      .update(visitorSessions)
      .set({ expiresAt })
      .where(live(organizationId, visitorId))
      .returning();
    return session;
  }

  /** `undefined` when it has ended before. */
  async end(
    tx: Transaction,
    organizationId: string,
    visitorId: string,
    endedAt: Date,
  ): Promise<VisitorSession | undefined> {
    const [session] = await tx
      .update(visitorSessions)
      .set({ endedAt })
      .where(live(organizationId, visitorId))
      .returning();
    return session;
  }

  /** Sessions whose last token does not count any more, of any organization. */
  async listExpired(
    reader: Reader,
    before: Date,
    limit: number,
  ): Promise<{ readonly organizationId: string; readonly visitorId: string }[]> {
    const { organizationId, visitorId, expiresAt } = visitorSessions;
    return reader
      .select({ organizationId, visitorId })
      .from(visitorSessions)
      .where(lt(expiresAt, before))
      .orderBy(asc(expiresAt))
      .limit(limit);
  }

  /** `undefined` when the token was renewed meanwhile, or another process was faster. */
  async deleteExpired(
    tx: Transaction,
    organizationId: string,
    visitorId: string,
    before: Date,
  ): Promise<VisitorSession | undefined> {
    const [session] = await tx
      .delete(visitorSessions)
      .where(and(byId(organizationId, visitorId), lt(visitorSessions.expiresAt, before)))
      .returning();
    return session;
  }

  /** By the ids of visitors. */
  async namesOf(
    tx: Transaction,
    organizationId: string,
    visitorIds: readonly string[],
  ): Promise<Map<string, string>> {
    if (visitorIds.length === 0) return new Map();
    const { visitorId, displayName } = visitorSessions;
    const rows = await tx
      .select({ visitorId, displayName })
      .from(visitorSessions)
      .where(and(eq(visitorSessions.organizationId, organizationId), inArray(visitorId, [...visitorIds])));
    return new Map(rows.map((row) => [row.visitorId, row.displayName]));
  }
}

function byId(organizationId: string, visitorId: string) {
  return and(eq(visitorSessions.organizationId, organizationId), eq(visitorSessions.visitorId, visitorId));
}

function live(organizationId: string, visitorId: string) {
  return and(byId(organizationId, visitorId), isNull(visitorSessions.endedAt));
}
