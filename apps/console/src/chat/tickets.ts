import type { RealtimeEvent } from '@business-control/realtime-client';
import type { TicketPayload } from '@business-control/realtime-contracts';
import type { Page } from '../api/pages.js';
import { messageOf, readOf } from './messages.js';
import { countMessage, countRead, type Unread } from './unread.js';

/** A help conversation as it stands to the user. */
export type TicketEntry = TicketPayload & Unread;

/** A ticket after an event: it only ever becomes a newer version of itself. */
export function afterTicketEvent<Ticket extends TicketPayload>(ticket: Ticket, event: RealtimeEvent): Ticket {
  if (event.name !== 'chat:ticket:updated' || event.payload.ticketId !== ticket.ticketId) return ticket;
  return event.payload.version > ticket.version ? { ...ticket, ...event.payload } : ticket;
}

/** The help conversations after an event. */
export function afterTicketsEvent(
  page: Page<TicketEntry>,
  event: RealtimeEvent,
  ownId: string,
): Page<TicketEntry> {
  if (event.name === 'chat:ticket:updated') {
    const known = page.items.some(({ ticketId }) => ticketId === event.payload.ticketId);
    if (!known) return { ...page, items: [{ ...event.payload, unread: 0 }, ...page.items] };
    return { ...page, items: page.items.map((ticket) => afterTicketEvent(ticket, event)) };
  }
  const written = messageOf(event, ownId);
  if (written?.conversation.kind === 'help') {
    const { message } = written;
    return change(page, written.conversation.id, (ticket) =>
      // The list is put together of several answers: the later ones may hold the message already.
      ticket.lastMessageAt !== null && ticket.lastMessageAt >= message.sentAt
        ? ticket
        : { ...countMessage(ticket, message, ownId), lastMessageAt: message.sentAt },
    );
  }
  const read = readOf(event, ownId);
  if (read?.conversation.kind === 'help' && read.reader.userId === ownId) {
    return change(page, read.conversation.id, (ticket) => countRead(ticket, read.upTo));
  }
  return page;
}

export interface TicketGroups {
  /** Nobody looks after them yet; whoever has waited longest comes first. */
  readonly waiting: readonly TicketEntry[];
  /** Those of the user come first. */
  readonly assigned: readonly TicketEntry[];
  readonly closed: readonly TicketEntry[];
}

export function groupTickets(tickets: readonly TicketEntry[], ownId: string): TicketGroups {
  const own = ({ assignee }: TicketEntry) => (assignee?.userId === ownId ? 0 : 1);
  const newest = (one: TicketEntry, other: TicketEntry) => lastOf(other).localeCompare(lastOf(one));
  const inStatus = (status: TicketPayload['status']) => tickets.filter((ticket) => ticket.status === status);
  return {
    waiting: inStatus('open').toSorted((one, other) => one.openedAt.localeCompare(other.openedAt)),
    assigned: inStatus('assigned').toSorted((one, other) => own(one) - own(other) || newest(one, other)),
    closed: inStatus('closed').toSorted(newest),
  };
}

function lastOf({ lastMessageAt, openedAt }: TicketEntry): string {
  return lastMessageAt ?? openedAt;
}

function change(
  page: Page<TicketEntry>,
  id: string,
  to: (ticket: TicketEntry) => TicketEntry,
): Page<TicketEntry> {
  return { ...page, items: page.items.map((ticket) => (ticket.ticketId === id ? to(ticket) : ticket)) };
}

/** Tickets of several answers, each once, as the newest of them knows it. */
export function mergeTickets(tickets: readonly TicketEntry[]): readonly TicketEntry[] {
  const merged = new Map<string, TicketEntry>();
  for (const ticket of tickets) {
    const known = merged.get(ticket.ticketId);
    if (!known || known.version <= ticket.version) merged.set(ticket.ticketId, ticket);
  }
  return [...merged.values()];
}
