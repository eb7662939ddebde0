import { type DomainEvent, event } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock.js';
import type { Person } from '../../platform/commands/person.js';
import type { Transaction } from '../../platform/database/database.js';
import { HelpTickets } from '../chat/help-tickets.js';
import { type Assignment, assignmentPayload, type EndReason, type Visit } from './assignment.js';
import { AssignmentRepository } from './assignment.repository.js';
import { BoardReader } from './board.reader.js';
import { type FollowedTicket, followTicket } from './follow-ticket.js';
import { VisitRepository } from './visit.repository.js';

/** Keeps visits and assignments in step with tickets. Each call answers the events it caused. */
@Injectable()
export class AssignmentKeeper {
  constructor(
    private readonly visits: VisitRepository,
    private readonly assignments: AssignmentRepository,
    private readonly board: BoardReader,
    private readonly tickets: HelpTickets,
    private readonly clock: Clock,
  ) {}

  /** Somebody did something to a ticket. */
  async follow(tx: Transaction, organizationId: string, ticket: FollowedTicket): Promise<DomainEvent[]> {
    const { ticketId, requester } = ticket;
    const visit = await this.visits.find(tx, organizationId, ticketId);
    const assignment = await this.assignments.findOpen(tx, organizationId, ticketId);
    const connected = await this.board.isConnected(tx, organizationId, requester.userId);
    const followed = followTicket({ visit, assignment }, ticket, connected, this.clock.now());
    if (!followed) return [];
    const { ended, assignee } = followed;
    await this.visits.save(tx, organizationId, followed.visit);
    return [
      ...(assignment && ended ? await this.end(tx, organizationId, assignment, ended) : []),
      ...(assignee ? await this.begin(tx, organizationId, followed.visit, assignee) : []),
    ];
  }

  async end(
    tx: Transaction,
    organizationId: string,
    assignment: Assignment,
    reason: EndReason,
  ): Promise<DomainEvent[]> {
    const now = this.clock.now();
    await this.assignments.end(tx, organizationId, assignment, reason, now);
    const payload = { ...assignmentPayload(assignment), reason, endedAt: now.toISOString() };
    return [event('assignment:ended', payload)];
  }

  /** Gives the ticket of a visit to somebody, unless people were faster: then they are followed. */
  async assign(
    tx: Transaction,
    organizationId: string,
    visit: Visit,
    { userId, displayName }: Person,
  ): Promise<DomainEvent[]> {
    const salesAgent = { userId, displayName };
    const decision = await this.tickets.assign(tx, organizationId, visit, salesAgent);
    if (!decision) return this.lose(tx, organizationId, visit);
    const { ticket, events } = decision;
    if (overtaken(visit, ticket, events)) return this.follow(tx, organizationId, ticket);
    const assigned: Visit = {
      ...visit,
      version: ticket.version,
      assignee: salesAgent,
      status: 'assigned',
    };
    await this.visits.save(tx, organizationId, assigned);
    return [...events, ...(await this.begin(tx, organizationId, assigned, salesAgent))];
  }

  /** Takes the ticket of a visit from whoever had it, unless people were faster: then they are followed. */
  async release(
    tx: Transaction,
    organizationId: string,
    visit: Visit,
    status: 'waiting' | 'away',
  ): Promise<DomainEvent[]> {
    const decision = await this.tickets.assign(tx, organizationId, visit, null);
    if (!decision) return this.lose(tx, organizationId, visit);
    const { ticket, events } = decision;
    if (overtaken(visit, ticket, events)) return this.follow(tx, organizationId, ticket);
    const { version } = ticket;
    await this.visits.save(tx, organizationId, { ...visit, version, assignee: null, status });
    return [...events];
  }

  /** The ticket was deleted, and that it was closed before is still to be told. */
  private async lose(tx: Transaction, organizationId: string, visit: Visit): Promise<DomainEvent[]> {
    await this.visits.save(tx, organizationId, { ...visit, assignee: null, status: 'closed' });
    return [];
  }

  private async begin(
    tx: Transaction,
    organizationId: string,
    { ticketId, visitor }: Visit,
    salesAgent: Person,
  ): Promise<DomainEvent[]> {
    const assignedAt = this.clock.now();
    const assignment = { assignmentId: uuidv7(), ticketId, visitor, salesAgent, assignedAt };
    await this.assignments.insert(tx, organizationId, assignment);
    return [event('assignment:created', assignmentPayload(assignment))];
  }
}

/** Whether the ticket is of a later version than was known, and so has not been touched. */
function overtaken(
  { version }: Visit,
  ticket: { readonly version: number },
  events: readonly DomainEvent[],
): boolean {
  return events.length === 0 && ticket.version !== version;
}
