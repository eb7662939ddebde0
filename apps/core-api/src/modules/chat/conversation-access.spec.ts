import type { Permission } from '@business-control/realtime-contracts';
import { describe, expect, it } from 'vitest';
import { admitToChannel, admitToTicket, type ChannelAct, type TicketAct } from './conversation-access.js';

const NOON = new Date('2026-03-02T12:00:00.000Z');
const asker = (...permissions: Permission[]) => ({ userId: 'me', permissions });
const staff = asker('chat.staff');
const manager = asker('chat.staff', 'chat.staff.manage');
const outsider = asker('chat.help', 'chat.direct');

const open = { kind: 'organization', archivedAt: null, member: false } as const;
const branch = { ...open, kind: 'branch' } as const;
const inside = { kind: 'private', archivedAt: null, member: true } as const;
const outside = { ...inside, member: false };
const archived = { ...inside, archivedAt: NOON };

const acts: readonly ChannelAct[] = ['read', 'write', 'see-members', 'invite', 'manage'];
const refusalOf = (admit: () => void): string | undefined => {
  try {
    admit();
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a channel admits', () => {
  it.each([
    ['staff to an open one', staff, open, ['read', 'write', 'see-members', 'invite']],
    ['staff to that of a branch', staff, branch, ['read', 'write', 'see-members', 'invite']],
    ['a member to a private one', staff, inside, ['read', 'write', 'see-members', 'invite']],
    ['a stranger to nothing of a private one', staff, outside, []],
    ['a manager to a private one of others', manager, outside, ['see-members', 'invite', 'manage']],
    ['a manager to an open one', manager, open, acts],
    ['nobody who is not of the staff', outsider, open, []],
    ['no member who is not of the staff any more', outsider, inside, []],
  ] as const)('%s', (_, who, channel, allowed) => {
    for (const act of acts) {
      const refusal = allowed.some((it) => it === act) ? undefined : 'chat.channel-forbidden';
      expect({ act, refusal: refusalOf(() => admitToChannel(who, channel, act)) }).toEqual({ act, refusal });
    }
  });

  it('nobody to anything new once it is archived', () => {
    const refusals = acts.map((act) => refusalOf(() => admitToChannel(manager, archived, act)));
    expect(refusals).toEqual([
      undefined,
      'chat.channel-archived',
      undefined,
      'chat.channel-archived',
      undefined,
    ]);
  });
});

describe('a ticket admits', () => {
  const own = { requester: { userId: 'me', displayName: 'Me', kind: 'user' } } as const;
  const others = { requester: { userId: 'another', displayName: 'Another', kind: 'user' } } as const;

  it.each([
    ['its requester', asker('chat.help'), own, ['follow']],
    ['no requester of another', asker('chat.help'), others, []],
    ['no requester who may not ask for help any more', asker('chat.staff'), own, []],
    ['whoever answers', asker('chat.help', 'chat.help.answer'), others, ['follow', 'answer']],
  ] as const)('%s', (_, who, ticket, allowed) => {
    for (const act of ['follow', 'answer'] satisfies TicketAct[]) {
      const refusal = allowed.some((it) => it === act) ? undefined : 'chat.ticket-forbidden';
      expect({ act, refusal: refusalOf(() => admitToTicket(who, ticket, act)) }).toEqual({ act, refusal });
    }
  });
});
