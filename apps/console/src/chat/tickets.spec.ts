import { describe, expect, it } from 'vitest';
import { colleague, eventOf, me, messageAt, ticketOf } from '../../test/chat-room.js';
import {
  afterTicketEvent,
  afterTicketsEvent,
  groupTickets,
  mergeTickets,
  type TicketEntry,
} from './tickets.js';

const entry = (ticketId: string, change: Partial<TicketEntry> = {}): TicketEntry => ({
  ...ticketOf({ ticketId }),
  unread: 0,
  ...change,
});
const after = (items: readonly TicketEntry[], event: ReturnType<typeof eventOf>) =>
  afterTicketsEvent({ items, next: null }, event, me.userId).items;
const written = (minute: number) =>
  eventOf('chat:help:new-message', { ticketId: 't-1', deviceId: null, ...messageAt(minute) });

describe('help conversations', () => {
  it('become newer versions of themselves, never older ones', () => {
    const taken = ticketOf({ status: 'assigned', assignee: colleague, version: 3 });
    expect(afterTicketEvent(ticketOf({ version: 2 }), eventOf('chat:ticket:updated', taken))).toEqual(taken);
    expect(afterTicketEvent(taken, eventOf('chat:ticket:updated', ticketOf({ version: 2 })))).toBe(taken);
    const other = eventOf('chat:ticket:updated', ticketOf({ ticketId: 't-2', version: 9 }));
    expect(afterTicketEvent(taken, other)).toBe(taken);
  });

  it('get new ones, and keep what is counted when they change', () => {
    const items = after(
      [entry('t-1', { unread: 2 })],
      eventOf('chat:ticket:updated', ticketOf({ status: 'closed', version: 2 })),
    );
    expect(items).toMatchObject([{ status: 'closed', unread: 2 }]);
    expect(
      after(items, eventOf('chat:ticket:updated', ticketOf({ ticketId: 't-9' }))).map((it) => it.ticketId),
    ).toEqual(['t-9', 't-1']);
  });

  it('count messages that no answer held yet, until they are read', () => {
    const held = entry('t-1', { unread: 1, lastMessageAt: '2026-01-05T09:05:00.000Z' });
    expect(after([held], written(5))[0]?.unread).toBe(1);
    const counted = after([held], written(6));
    expect(counted[0]).toMatchObject({ unread: 2, lastMessageAt: '2026-01-05T09:06:00.000Z' });
    const read = { ticketId: 't-1', reader: me, upTo: 'm-6', readAt: '2026-01-05T09:30:00.000Z' };
    expect(after(counted, eventOf('chat:help:message-read', read))[0]?.unread).toBe(0);
  });

  it('are put together from several answers, each as the newest knows it', () => {
    const merged = mergeTickets([
      entry('t-1'),
      entry('t-2'),
      entry('t-1', { status: 'assigned', version: 2 }),
    ]);
    expect(merged.map(({ ticketId, status }) => [ticketId, status])).toEqual([
      ['t-1', 'assigned'],
      ['t-2', 'open'],
    ]);
  });

  it('are in order: who waits longest, the own ones, the newest', () => {
    const at = (minute: number) => `2026-01-05T09:${minute}:00.000Z`;
    const { waiting, assigned, closed } = groupTickets(
      [
        entry('late', { openedAt: at(20) }),
        entry('early', { openedAt: at(10) }),
        entry('of colleague', { status: 'assigned', assignee: colleague, lastMessageAt: at(50) }),
        entry('own, quiet', { status: 'assigned', assignee: me, lastMessageAt: at(30) }),
        entry('own, new', { status: 'assigned', assignee: me, lastMessageAt: at(40) }),
        entry('over', { status: 'closed' }),
      ],
      me.userId,
    );
    const ids = (group: readonly TicketEntry[]) => group.map(({ ticketId }) => ticketId);
    expect([ids(waiting), ids(assigned), ids(closed)]).toEqual([
      ['early', 'late'],
      ['own, new', 'own, quiet', 'of colleague'],
      ['over'],
    ]);
  });
});
