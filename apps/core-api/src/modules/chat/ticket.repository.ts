import { Injectable } from '@nestjs/common';
import { and, desc, eq, inArray, lt, ne, or } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { tickets } from './chat.schema.js';
import type { Ticket, TicketStatus } from './ticket.js';

interface TicketFilter {
  readonly requesterId?: string | undefined;
  readonly status?: TicketStatus | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

@Injectable()
export class TicketRepository {
  async insert(tx: Transaction, organizationId: string, ticket: Ticket): Promise<void> {
    await tx.insert(tickets).values({ organizationId, ...rowOf(ticket) });
  }

  async get(tx: Transaction, organizationId: string, ticketId: string): Promise<Ticket> {
    const [row] = await tx.select().from(tickets).where(byId(organizationId, ticketId));
    return found(row);
  }

  /** The ticket as it is once everyone before has committed; it stays as it is until this transaction ends. */
  async lock(tx: Transaction, organizationId: string, ticketId: string): Promise<Ticket> {
    const ticket = await this.tryLock(tx, organizationId, ticketId);
    if (!ticket) throw new RuleViolated('chat.ticket-not-found');
    return ticket;
  }

  /** As `lock`; `undefined` when there is none any more. */
  async tryLock(tx: Transaction, organizationId: string, ticketId: string): Promise<Ticket | undefined> {
    const [row] = await tx.select().from(tickets).where(byId(organizationId, ticketId)).for('update');
    return row && found(row);
  }

  /** As `lock`, for the newest ticket in which somebody goes on: one that is not closed, or the only one of a visitor. */
  async lockCurrentOf(
    tx: Transaction,
    organizationId: string,
    requesterId: string,
  ): Promise<Ticket | undefined> {
    const [row] = await tx
      .select()
      .from(tickets)
      .where(
        and(
          eq(tickets.organizationId, organizationId),
          eq(tickets.requesterId, requesterId),
          or(ne(tickets.status, 'closed'), eq(tickets.requesterKind, 'visitor')),
        ),
      )
      .orderBy(desc(tickets.ticketId))
      .limit(1)
      .for('update');
    return row && found(row);
  }

  /** Stores a ticket that this transaction has locked. */
  async save(tx: Transaction, organizationId: string, ticket: Ticket): Promise<void> {
    const { status, version, assignee, closedAt, lastMessageAt } = ticket;
    await tx
      .update(tickets)
      .set({ status, version, assignee, closedAt, lastMessageAt })
      .where(byId(organizationId, ticket.ticketId));
  }

  /** Which of these there are. */
  async known(tx: Transaction, organizationId: string, ticketIds: readonly string[]): Promise<string[]> {
    const rows = await tx
      .select({ ticketId: tickets.ticketId })
      .from(tickets)
      .where(and(eq(tickets.organizationId, organizationId), inArray(tickets.ticketId, [...ticketIds])));
    return rows.map(({ ticketId }) => ticketId);
  }

  /** Newest first. */
  async list(tx: Transaction, organizationId: string, filter: TicketFilter): Promise<Ticket[]> {
    const { requesterId, status, before, limit } = filter;
    const rows = await tx
      .select()
      .from(tickets)
      .where(
        and(
          eq(tickets.organizationId, organizationId),
          requesterId === undefined ? undefined : eq(tickets.requesterId, requesterId),
          status && eq(tickets.status, status),
          before === undefined ? undefined : lt(tickets.ticketId, before),
        ),
      )
      .orderBy(desc(tickets.ticketId))
      .limit(limit);
    return rows.map(found);
  }
}

function byId(organizationId: string, ticketId: string) {
  return and(eq(tickets.organizationId, organizationId), eq(tickets.ticketId, ticketId));
}

function rowOf({ requester, ...ticket }: Ticket) {
  const { userId: requesterId, displayName: requesterName, kind: requesterKind } = requester;
  return { ...ticket, requesterId, requesterName, requesterKind };
}

function found(row: typeof tickets.$inferSelect | undefined): Ticket {
  if (!row) throw new RuleViolated('chat.ticket-not-found');
  const { organizationId: _, requesterId, requesterName, requesterKind, ...ticket } = row;
  return {
    ...ticket,
    requester: { userId: requesterId, displayName: requesterName, kind: requesterKind },
  };
}
