import { Injectable } from '@nestjs/common';
import { and, asc, eq, inArray, isNull, lt, or } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { conversations, messages, participants, tickets } from './chat.schema.js';

/** Deletes what was said long ago. Each call deletes the oldest, at most `limit`, and answers how many. */
@Injectable()
export class RetentionRepository {
  /** Positions and how far people have read stay as they are, so nothing that is left counts as read or unread for it. */
  async forgetMessages(
    tx: Transaction,
    organizationId: string,
    before: Date,
    limit: number,
  ): Promise<number> {
    const old = tx
      .select({ messageId: messages.messageId })
      .from(messages)
      .where(and(eq(messages.organizationId, organizationId), lt(messages.sentAt, before)))
      .orderBy(asc(messages.sentAt))
      .limit(limit);
    const deleted = await tx
      .delete(messages)
      .where(and(eq(messages.organizationId, organizationId), inArray(messages.messageId, old)))
      .returning({ messageId: messages.messageId });
    return deleted.length;
  }

  /** Tickets that were closed before, and in which nobody has written since. Whoever opens one again meanwhile keeps it. */
  async forgetTickets(tx: Transaction, organizationId: string, before: Date, limit: number): Promise<number> {
    const old = await tx
      .select({ ticketId: tickets.ticketId })
      .from(tickets)
      .where(
        and(
          eq(tickets.organizationId, organizationId),
          eq(tickets.status, 'closed'),
          lt(tickets.closedAt, before),
          or(isNull(tickets.lastMessageAt), lt(tickets.lastMessageAt, before)),
        ),
      )
      .orderBy(asc(tickets.ticketId))
      .limit(limit)
      .for('update');
    return this.forget(
      tx,
      organizationId,
      old.map(({ ticketId }) => ticketId),
    );
  }

  /** Deletes tickets, which this transaction has locked, with all that was said and read in them. */
  async forget(tx: Transaction, organizationId: string, ticketIds: readonly string[]): Promise<number> {
    if (ticketIds.length === 0) return 0;
    for (const table of [participants, messages, conversations]) {
      await tx
        .delete(table)
        .where(
          and(
            eq(table.organizationId, organizationId),
            eq(table.kind, 'help'),
            inArray(table.conversationId, [...ticketIds]),
          ),
        );
    }
    const deleted = await tx
      .delete(tickets)
      .where(and(eq(tickets.organizationId, organizationId), inArray(tickets.ticketId, [...ticketIds])))
      .returning({ ticketId: tickets.ticketId });
    return deleted.length;
  }
}
