import { Injectable } from '@nestjs/common';
import { and, desc, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import type { Assignment, EndReason } from './assignment.js';
import { assignments, busyAgents } from './assignment.schema.js';

@Injectable()
export class AssignmentRepository {
  async insert(tx: Transaction, organizationId: string, assignment: Assignment): Promise<void> {
    const { assignmentId, ticketId, visitor, salesAgent, assignedAt } = assignment;
    await tx.insert(assignments).values({
      organizationId,
      assignmentId,
      ticketId,
      visitorId: visitor.userId,
      visitorName: visitor.displayName,
      agentId: salesAgent.userId,
      agentName: salesAgent.displayName,
      assignedAt,
    });
    await this.keepBusy(tx, organizationId, salesAgent.userId, assignedAt);
  }

  async end(
    tx: Transaction,
    organizationId: string,
    { assignmentId, salesAgent }: Assignment,
    reason: EndReason,
    endedAt: Date,
  ): Promise<void> {
    await tx
      .update(assignments)
      .set({ endedAt, reason })
      .where(and(open(organizationId), eq(assignments.assignmentId, assignmentId)));
    await this.keepBusy(tx, organizationId, salesAgent.userId, endedAt);
  }

  async findOpen(tx: Transaction, organizationId: string, ticketId: string): Promise<Assignment | undefined> {
    const [row] = await tx
      .select()
      .from(assignments)
      .where(and(open(organizationId), eq(assignments.ticketId, ticketId)));
    return row && assignmentOf(row);
  }

  /** Those that have not ended. */
  async listOpen(tx: Transaction, organizationId: string): Promise<Assignment[]> {
    const rows = await tx.select().from(assignments).where(open(organizationId));
    return rows.map(assignmentOf);
  }

  /** As `listOpen`, newest first, a page at a time. */
  async pageOfOpen(
    tx: Transaction,
    organizationId: string,
    { before, limit }: { readonly before?: string | undefined; readonly limit: number },
  ): Promise<Assignment[]> {
    const rows = await tx
      .select()
      .from(assignments)
      .where(
        and(open(organizationId), before === undefined ? undefined : lt(assignments.assignmentId, before)),
      )
      .orderBy(desc(assignments.assignmentId))
      .limit(limit);
    return rows.map(assignmentOf);
  }

  /** When those were last given a visitor or lost one; who never was is not in it. */
  async busyTimes(
    tx: Transaction,
    organizationId: string,
    userIds: readonly string[],
  ): Promise<Map<string, Date>> {
    if (userIds.length === 0) return new Map();
    const rows = await tx
      .select({ userId: busyAgents.userId, busyAt: busyAgents.busyAt })
      .from(busyAgents)
      .where(and(eq(busyAgents.organizationId, organizationId), inArray(busyAgents.userId, [...userIds])));
    return new Map(rows.map(({ userId, busyAt }) => [userId, busyAt]));
  }

  private async keepBusy(
    tx: Transaction,
    organizationId: string,
    userId: string,
    busyAt: Date,
  ): Promise<void> {
    await tx
      .insert(busyAgents)
      .values({ organizationId, userId, busyAt })
      .onConflictDoUpdate({
        target: [busyAgents.organizationId, busyAgents.userId],
        set: { busyAt: sql`greatest(${busyAgents.busyAt}, excluded.busy_at)` },
      });
  }
}

function open(organizationId: string) {
  return and(eq(assignments.organizationId, organizationId), isNull(assignments.endedAt));
}

function assignmentOf(row: typeof assignments.$inferSelect): Assignment {
  const { assignmentId, ticketId, assignedAt } = row;
  return {
    assignmentId,
    ticketId,
    visitor: { userId: row.visitorId, displayName: row.visitorName },
    salesAgent: { userId: row.agentId, displayName: row.agentName },
    assignedAt,
  };
}
