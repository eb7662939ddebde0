import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Person } from '../../platform/commands/person.js';
import type { Transaction } from '../../platform/database/database.js';
import { RetentionRepository } from './retention.repository.js';
import { assignTicket, closeTicket, openTicket, type Ticket, type TicketDecision } from './ticket.js';
import { TicketRepository } from './ticket.repository.js';

export interface VisitorRequest {
  readonly visitorId: string;
  readonly displayName: string;
  readonly subject: string | null;
}

/**
 * Help conversations for other modules. Each call answers the ticket as it is then and the events it caused, none when nothing
 * changed; the caller records them with its own. A ticket stays locked until the transaction ends.
 */
@Injectable()
export class HelpTickets {
  constructor(
    private readonly tickets: TicketRepository,
    private readonly retention: RetentionRepository,
  ) {}

  /** The conversation of a visitor, who is its requester by `visitorId`. */
  async openForVisitor(
    tx: Transaction,
    organizationId: string,
    { visitorId, displayName, subject }: VisitorRequest,
    now: Date,
  ): Promise<TicketDecision> {
    const requester = { userId: visitorId, displayName, kind: 'visitor' } as const;
    const decision = openTicket({ ticketId: uuidv7(), subject, requester }, now);
    await this.tickets.insert(tx, organizationId, decision.ticket);
    return decision;
  }

  /**
   * Gives the ticket to somebody, or back to those who wait for one with `null`, unless somebody has changed it since that version:
   * then it stays as it is, of a higher version. `undefined` when there is none any more.
   */
  assign(
    tx: Transaction,
    organizationId: string,
    { ticketId, version }: Pick<Ticket, 'ticketId' | 'version'>,
    assignee: Person | null,
  ): Promise<TicketDecision | undefined> {
    return this.change(tx, organizationId, ticketId, (ticket) =>
      ticket.version === version ? assignTicket(ticket, assignee) : { ticket, events: [] },
    );
  }

  /** `undefined` when there is none any more. */
  close(
    tx: Transaction,
    organizationId: string,
    ticketId: string,
    now: Date,
  ): Promise<TicketDecision | undefined> {
    return this.change(tx, organizationId, ticketId, (ticket) => closeTicket(ticket, now));
  }

  /** As `close`, for a visitor who cannot come back: a conversation in which nobody ever wrote is deleted. */
  async closeForGood(
    tx: Transaction,
    organizationId: string,
    ticketId: string,
    now: Date,
  ): Promise<TicketDecision | undefined> {
    const closed = await this.close(tx, organizationId, ticketId, now);
    if (closed?.ticket.lastMessageAt === null) await this.retention.forget(tx, organizationId, [ticketId]);
    return closed;
  }

  /** Which of these there are no more. */
  async missing(tx: Transaction, organizationId: string, ticketIds: readonly string[]): Promise<string[]> {
    const known = new Set(await this.tickets.known(tx, organizationId, ticketIds));
    return ticketIds.filter((ticketId) => !known.has(ticketId));
  }

  private async change(
    tx: Transaction,
    organizationId: string,
    ticketId: string,
    decide: (ticket: Ticket) => TicketDecision,
  ): Promise<TicketDecision | undefined> {
    const ticket = await this.tickets.tryLock(tx, organizationId, ticketId);
    if (!ticket) return undefined;
    const decision = decide(ticket);
    await this.tickets.save(tx, organizationId, decision.ticket);
    return decision;
  }
}
