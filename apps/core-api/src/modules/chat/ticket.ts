import { type DomainEvent, event, type TicketPayload } from '@business-control/realtime-contracts';
import type { Person } from '../../platform/commands/person.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';

export type TicketStatus = TicketPayload['status'];
export type Requester = TicketPayload['requester'];

/** A conversation in which somebody is helped. */
export interface Ticket {
  readonly ticketId: string;
  readonly subject: string | null;
  readonly status: TicketStatus;
  readonly version: number;
  readonly requester: Requester;
  readonly assignee: Person | null;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly lastMessageAt: Date | null;
}

/** What a decision about a ticket comes to; without a change there are no events. */
export interface TicketDecision {
  readonly ticket: Ticket;
  readonly events: readonly DomainEvent[];
}

type TicketAction = 'take' | 'assign' | 'release' | 'close' | 'reopen';

/** What may be done to a ticket in each status, and the status it leads to. */
const transitions = {
  open: { take: 'assigned', assign: 'assigned', close: 'closed' },
  assigned: { assign: 'assigned', release: 'open', close: 'closed' },
  closed: { reopen: 'open' },
} as const satisfies Record<TicketStatus, Partial<Record<TicketAction, TicketStatus>>>;

export function openTicket(
  { ticketId, subject, requester }: Pick<Ticket, 'ticketId' | 'subject' | 'requester'>,
  now: Date,
): TicketDecision {
  return told({
    ticketId,
    subject,
    status: 'open',
    version: 1,
    requester,
    assignee: null,
    openedAt: now,
    closedAt: null,
    lastMessageAt: null,
  });
}

/** Somebody takes a ticket that nobody has. Who has it already may say so again. */
export function takeTicket(ticket: Ticket, by: Person): TicketDecision {
  if (ticket.status === 'assigned' && ticket.assignee?.userId === by.userId) return { ticket, events: [] };
  return advance(ticket, 'take', { assignee: by });
}

/** Gives a ticket to somebody, whoever has it now; to nobody, and it waits for the next. */
export function assignTicket(ticket: Ticket, assignee: Person | null): TicketDecision {
  if (ticket.status !== 'closed' && ticket.assignee?.userId === assignee?.userId) {
    return { ticket, events: [] };
  }
  return advance(ticket, assignee ? 'assign' : 'release', { assignee });
}

/** A closed ticket stays closed. */
export function closeTicket(ticket: Ticket, now: Date): TicketDecision {
  if (ticket.status === 'closed') return { ticket, events: [] };
  return advance(ticket, 'close', { closedAt: now });
}

/** A message arrives. To its requester a closed ticket opens again, for whoever takes it next; to others it is closed. */
export function receiveMessage(ticket: Ticket, senderId: string, now: Date): TicketDecision {
  const heard: Ticket = { ...ticket, lastMessageAt: now };
  if (ticket.status !== 'closed') return { ticket: heard, events: [] };
  if (ticket.requester.userId !== senderId) throw new RuleViolated('chat.ticket-closed');
  return advance(heard, 'reopen', { assignee: null, closedAt: null });
}

export function ticketPayload(ticket: Ticket): TicketPayload {
  const { openedAt, closedAt, lastMessageAt, ...rest } = ticket;
  return {
    ...rest,
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    lastMessageAt: lastMessageAt?.toISOString() ?? null,
  };
}

function advance(ticket: Ticket, action: TicketAction, change: Partial<Ticket>): TicketDecision {
  const next: Partial<Record<TicketAction, TicketStatus>> = transitions[ticket.status];
  const status = next[action];
  if (!status) {
    throw new RuleViolated(ticket.status === 'closed' ? 'chat.ticket-closed' : 'chat.ticket-taken');
  }
  return told({ ...ticket, ...change, status, version: ticket.version + 1 });
}

function told(ticket: Ticket): TicketDecision {
  return { ticket, events: [event('chat:ticket:updated', ticketPayload(ticket))] };
}
