import { Injectable } from '@nestjs/common';
import { and, asc, count, eq, gt, inArray, isNull, notExists } from 'drizzle-orm';
import type { Reader, Transaction } from '../../platform/database/database.js';
import type { Visit } from './assignment.js';
import { assignments, visits } from './assignment.schema.js';

const PRESENT: Visit['status'][] = ['waiting', 'assigned'];

@Injectable()
export class VisitRepository {
  async find(tx: Transaction, organizationId: string, ticketId: string): Promise<Visit | undefined> {
    const [row] = await tx
      .select()
      .from(visits)
      .where(and(eq(visits.organizationId, organizationId), eq(visits.ticketId, ticketId)));
    return row && visitOf(row);
  }

  async save(tx: Transaction, organizationId: string, visit: Visit): Promise<void> {
    const { ticketId, version, visitor, assignee, status, waitingSince } = visit;
    const { userId: visitorId, displayName: visitorName } = visitor;
    const changing = { version, assignee, status, waitingSince };
    await tx
      .insert(visits)
      .values({ organizationId, ticketId, visitorId, visitorName, ...changing })
      .onConflictDoUpdate({ target: [visits.organizationId, visits.ticketId], set: changing });
  }

  /** Those whose visitor is there or was until lately, who has waited longest first. */
  async listPresent(tx: Transaction, organizationId: string): Promise<Visit[]> {
    const rows = await tx
      .select()
      .from(visits)
      .where(and(eq(visits.organizationId, organizationId), inArray(visits.status, PRESENT)))
      .orderBy(asc(visits.waitingSince), asc(visits.ticketId));
    return rows.map(visitOf);
  }

  /** The longest waiting first. */
  async listWaiting(tx: Transaction, organizationId: string, limit: number): Promise<Visit[]> {
    const rows = await tx
      .select()
      .from(visits)
      .where(waiting(organizationId))
      .orderBy(asc(visits.waitingSince), asc(visits.ticketId))
      .limit(limit);
    return rows.map(visitOf);
  }

  async countWaiting(tx: Transaction, organizationId: string): Promise<number> {
    const [row] = await tx.select({ waiting: count() }).from(visits).where(waiting(organizationId));
    return row?.waiting ?? 0;
  }

  /** Whoever was away and came back waits. Answers whether anybody does. */
  async comeBack(
    tx: Transaction,
    organizationId: string,
    visitorIds: readonly string[],
    waitingSince: Date,
  ): Promise<boolean> {
    if (visitorIds.length === 0) return false;
    const back = await tx
      .update(visits)
      .set({ status: 'waiting', waitingSince })
      .where(
        and(
          eq(visits.organizationId, organizationId),
          inArray(visits.visitorId, [...visitorIds]),
          eq(visits.status, 'away'),
        ),
      )
      .returning({ ticketId: visits.ticketId });
    return back.length > 0;
  }

  /** The ids of tickets of visits without an assignment that goes on, in order, from behind `after`. */
  async idlePage(tx: Transaction, organizationId: string, after: string, limit: number): Promise<string[]> {
    const going = tx
      .select({ ticketId: assignments.ticketId })
      .from(assignments)
      .where(
        and(
          eq(assignments.organizationId, visits.organizationId),
          eq(assignments.ticketId, visits.ticketId),
          isNull(assignments.endedAt),
        ),
      );
    const rows = await tx
      .select({ ticketId: visits.ticketId })
      .from(visits)
      .where(and(eq(visits.organizationId, organizationId), gt(visits.ticketId, after), notExists(going)))
      .orderBy(asc(visits.ticketId))
      .limit(limit);
    return rows.map(({ ticketId }) => ticketId);
  }

  /** Deletes visits with their assignments. */
  async forget(tx: Transaction, organizationId: string, ticketIds: readonly string[]): Promise<void> {
    if (ticketIds.length === 0) return;
    for (const table of [assignments, visits]) {
      await tx
        .delete(table)
        .where(and(eq(table.organizationId, organizationId), inArray(table.ticketId, [...ticketIds])));
    }
  }

  /** Where anybody waits or is looked after. */
  async listOrganizations(reader: Reader): Promise<string[]> {
    const { organizationId, status } = visits;
    const rows = await reader
      .select({ organizationId })
      .from(visits)
      .where(inArray(status, PRESENT))
      .groupBy(organizationId);
    return rows.map((row) => row.organizationId);
  }
}

function waiting(organizationId: string) {
  return and(eq(visits.organizationId, organizationId), eq(visits.status, 'waiting'));
}

function visitOf(row: typeof visits.$inferSelect): Visit {
  const { organizationId: _, visitorId: userId, visitorName: displayName, ...visit } = row;
  return { ...visit, visitor: { userId, displayName } };
}
