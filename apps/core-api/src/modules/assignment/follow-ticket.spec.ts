import { describe, expect, it } from 'vitest';
import type { Assignment, Visit } from './assignment.js';
import { type FollowedTicket, followTicket } from './follow-ticket.js';

const earlier = new Date('2026-01-01T12:00:00.000Z');
const now = new Date('2026-01-01T12:05:00.000Z');
const visitor = { userId: 'visitor:1', displayName: 'Visitor' };
const ada = { userId: 'ada', displayName: 'Ada' };
const sam = { userId: 'sam', displayName: 'Sam' };

const ticket = (version: number, over: Partial<FollowedTicket> = {}): FollowedTicket => ({
  ticketId: 't',
  version,
  requester: { ...visitor, kind: 'visitor' },
  status: 'open',
  assignee: null,
  ...over,
});
const visit = (status: Visit['status'], version = 1): Visit => ({
  ticketId: 't',
  version,
  visitor,
  assignee: null,
  status,
  waitingSince: earlier,
});
const assignment: Assignment = {
  assignmentId: 'a',
  ticketId: 't',
  visitor,
  salesAgent: ada,
  assignedAt: earlier,
};
const fresh = { visit: undefined, assignment: undefined };
const lookedAfter = { visit: visit('assigned', 2), assignment };

describe('a conversation that is opened', () => {
  it('is of a visitor who waits, when there', () => {
    expect(followTicket(fresh, ticket(1), true, now)).toEqual({
      visit: { ...visit('waiting'), waitingSince: now },
    });
    expect(followTicket(fresh, ticket(1), false, now)?.visit.status).toBe('away');
  });

  it('is none of assignment when it is that of a user', () => {
    const requester = { ...ada, kind: 'user' } as const;
    expect(followTicket(fresh, ticket(1, { requester }), true, now)).toBeUndefined();
  });

  it('tells nothing when something later was told before', () => {
    expect(
      followTicket({ visit: visit('closed', 3), assignment: undefined }, ticket(2), true, now),
    ).toBeUndefined();
    expect(followTicket({ visit: visit('assigned', 3), assignment }, ticket(3), true, now)).toBeUndefined();
  });

  it('again lets its visitor wait anew', () => {
    const before = { visit: visit('closed', 3), assignment: undefined };
    expect(followTicket(before, ticket(4), true, now)).toEqual({
      visit: { ...visit('waiting', 4), waitingSince: now },
    });
  });
});

describe('a conversation that somebody takes or is given', () => {
  it('is theirs from then on', () => {
    const before = { visit: visit('waiting'), assignment: undefined };
    expect(followTicket(before, ticket(2, { status: 'assigned', assignee: sam }), true, now)).toEqual({
      visit: { ...visit('assigned', 2), assignee: sam },
      assignee: sam,
    });
  });

  it('is handed over when another had it', () => {
    expect(followTicket(lookedAfter, ticket(3, { status: 'assigned', assignee: sam }), true, now)).toEqual({
      visit: { ...visit('assigned', 3), assignee: sam },
      ended: 'handed-over',
      assignee: sam,
    });
  });

  it('stays with whom it is assigned to', () => {
    expect(followTicket(lookedAfter, ticket(3, { status: 'assigned', assignee: ada }), true, now)).toEqual({
      visit: { ...visit('assigned', 3), assignee: ada },
    });
  });

  it('is remembered as theirs while the visitor is away', () => {
    const before = { visit: visit('away'), assignment: undefined };
    const followed = followTicket(before, ticket(2, { status: 'assigned', assignee: sam }), false, now);
    expect(followed).toEqual({ visit: { ...visit('away', 2), assignee: sam, waitingSince: now } });
  });
});

describe('a conversation that is given back or closed', () => {
  it('ends the assignment; given back, its visitor waits in the old place', () => {
    expect(followTicket(lookedAfter, ticket(3), true, now)).toEqual({
      visit: visit('waiting', 3),
      ended: 'handed-over',
    });
    expect(followTicket(lookedAfter, ticket(3, { status: 'closed' }), true, now)).toMatchObject({
      visit: { status: 'closed', version: 3 },
      ended: 'closed',
    });
  });
});
