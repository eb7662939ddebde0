import { v7 as uuidv7 } from 'uuid';
import type { Person } from '../../platform/commands/person.js';
import type { Transaction } from '../../platform/database/database.js';
import { type ChannelKind, createChannel } from '../chat/channel.js';
import { ChannelRepository } from '../chat/channel.repository.js';
import { type Conversation, helpConversation, staffConversation } from '../chat/conversation.js';
import { MessageRepository } from '../chat/message.repository.js';
import { openTicket, receiveMessage } from '../chat/ticket.js';
import { TicketRepository } from '../chat/ticket.repository.js';
import type { Role } from '../identity/roles.js';
import { MAIN_STREET } from './seed-demo-branches.js';

/** Who wrote what, how many minutes ago. */
type DemoMessage = readonly [minutesAgo: number, role: Role, text: string];

/** Its name, kind, branch and what was said; who is in it, where not everybody is. */
type DemoChannel = readonly [
  name: string,
  kind: ChannelKind,
  branchId: string | null,
  said: readonly DemoMessage[],
  members?: readonly Role[],
];

const demoChannels: readonly DemoChannel[] = [
  [
    'General',
    'organization',
    null,
    [
      [95, 'manager', 'Good morning! The new delivery is in the back room.'],
      [88, 'warehouse', 'Booked in and on the shelves. One crate was damaged, I wrote it off.'],
      [64, 'cashier', 'Thanks, we were running low.'],
    ],
  ],
  ['Main street', 'branch', MAIN_STREET, [[41, 'cashier', 'The card terminal of the second till is back.']]],
  [
    'Management',
    'private',
    null,
    [[150, 'admin', 'Can we go through the figures of last week at four?']],
    ['admin', 'manager'],
  ],
];

const demoRequest: readonly DemoMessage[] = [
  [12, 'customer', 'Hello, I ordered this morning. Can somebody else pick it up for me?'],
];

export interface DemoStaff {
  readonly organizationId: string;
  readonly people: readonly (Person & { readonly roles: readonly Role[] })[];
  readonly now: Date;
}

/** Channels with a few words in them, and a customer who waits for an answer. */
export async function seedDemoChat(
  tx: Transaction,
  { organizationId, people, now }: DemoStaff,
): Promise<void> {
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  const inRole = (role: Role): Person[] =>
    people
      .filter(({ roles }) => roles.includes(role))
      .map(({ userId, displayName }) => ({ userId, displayName }));
  const messages = new MessageRepository();
  const say = async (conversation: Conversation, said: readonly DemoMessage[]) => {
    for (const [minutes, role, text] of said) {
      const sentAt = ago(minutes);
      for (const from of inRole(role)) {
        const messageId = uuidv7({ msecs: sentAt.getTime() });
        const unsent = { clientMessageId: null, deviceId: null };
        await messages.append(tx, organizationId, {
          ...conversation,
          ...unsent,
          messageId,
          from,
          text,
          sentAt,
        });
      }
    }
  };

  const channels = new ChannelRepository();
  for (const [index, [name, kind, branchId, said, roles = []]] of demoChannels.entries()) {
    // Lists begin with the newest.
    const channelId = uuidv7({ msecs: ago(index).getTime() });
    const members = roles.flatMap(inRole);
    const { channel } = createChannel({ channelId, name, kind, branchId }, members);
    await channels.insert(tx, organizationId, channel);
    await channels.addMembers(tx, organizationId, channelId, members, now);
    await say(staffConversation(channelId), said);
  }

  const tickets = new TicketRepository();
  for (const customer of inRole('customer')) {
    const opened = ago(12);
    const ticketId = uuidv7({ msecs: opened.getTime() });
    const requester = { ...customer, kind: 'user' } as const;
    const { ticket } = openTicket({ ticketId, subject: 'Picking up an order', requester }, opened);
    await tickets.insert(tx, organizationId, receiveMessage(ticket, customer.userId, opened).ticket);
    await say(helpConversation(ticketId), demoRequest);
  }
}
