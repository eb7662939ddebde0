import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assignTicket,
  closeTicket,
  openTicket,
  receiveMessage,
  type Ticket,
  type TicketDecision,
  takeTicket,
} from './ticket.js';

const NOON = new Date('2026-03-02T12:00:00.000Z');
const requester = { userId: 'customer', displayName: 'Customer', kind: 'user' } as const;
const support = { userId: 'support', displayName: 'Support' };
const sales = { userId: 'sales', displayName: 'Sales agent' };
const violated = (code: string) => expect.objectContaining({ code });

const open = openTicket({ ticketId: 't', subject: null, requester }, NOON).ticket;
const assigned = takeTicket(open, support).ticket;
const closed = closeTicket(assigned, NOON).ticket;

describe('a ticket', () => {
  it('is taken by one', () => {
    expect(assigned).toMatchObject({ status: 'assigned', assignee: support, version: 2 });
    expect(takeTicket(assigned, support)).toEqual({ ticket: assigned, events: [] });
    expect(() => takeTicket(assigned, sales)).toThrow(violated('chat.ticket-taken'));
  });

  it('is handed over and given back', () => {
    const { ticket } = assignTicket(assigned, sales);
    expect(ticket).toMatchObject({ status: 'assigned', assignee: sales, version: 3 });
    expect(assignTicket(ticket, null).ticket).toMatchObject({ status: 'open', assignee: null, version: 4 });
    expect(assignTicket(open, null)).toEqual({ ticket: open, events: [] });
  });

  it('that is closed is given to nobody and closed once', () => {
    expect(closed).toMatchObject({ status: 'closed', closedAt: NOON, assignee: support });
    expect(closeTicket(closed, NOON)).toEqual({ ticket: closed, events: [] });
    for (const give of [takeTicket, assignTicket]) {
      expect(() => give(closed, support)).toThrow(violated('chat.ticket-closed'));
    }
    expect(() => assignTicket(closed, null)).toThrow(violated('chat.ticket-closed'));
  });

  it('that is closed opens again when its requester writes, for whoever takes it', () => {
    const { ticket, events } = receiveMessage(closed, requester.userId, NOON);
    expect(ticket).toMatchObject({ status: 'open', assignee: null, closedAt: null, lastMessageAt: NOON });
    expect(events).toHaveLength(1);
    expect(() => receiveMessage(closed, support.userId, NOON)).toThrow(violated('chat.ticket-closed'));
  });

  it('remembers when the last message came, which is no change of its own', () => {
    expect(receiveMessage(assigned, support.userId, NOON)).toEqual({
      ticket: { ...assigned, lastMessageAt: NOON },
      events: [],
    });
  });

  it('tells every change under a version of its own, whatever is done to it', () => {
    const deeds: readonly ((ticket: Ticket) => TicketDecision)[] = [
      (ticket) => takeTicket(ticket, support),
      (ticket) => takeTicket(ticket, sales),
      (ticket) => assignTicket(ticket, sales),
      (ticket) => assignTicket(ticket, null),
      (ticket) => closeTicket(ticket, NOON),
      (ticket) => receiveMessage(ticket, requester.userId, NOON),
      (ticket) => receiveMessage(ticket, support.userId, NOON),
    ];
    fc.assert(
      fc.property(fc.array(fc.nat(deeds.length - 1), { maxLength: 30 }), (story) => {
        let ticket = open;
        const versions: number[] = [];
        for (const index of story) {
          try {
            const decision = deeds[index]?.(ticket) ?? { ticket, events: [] };
            ticket = decision.ticket;
            for (const { payload } of decision.events)
              if ('version' in payload) versions.push(payload.version);
          } catch {
            // Refused: it stays as it is.
          }
          expect(ticket.status === 'open').toBe(ticket.assignee === null && ticket.closedAt === null);
          expect(ticket.status === 'closed').toBe(ticket.closedAt !== null);
        }
        expect(versions).toEqual(versions.map((_, index) => index + 2));
        expect(ticket.version).toBe(versions.length + 1);
      }),
    );
  });
});
