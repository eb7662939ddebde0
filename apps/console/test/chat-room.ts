import { randomUUID } from 'node:crypto';
import type { RealtimeEvent } from '@business-control/realtime-client';
import type {
  EventName,
  EventPayload,
  PersonPayload,
  StaffMessagePayload,
  TicketPayload,
} from '@business-control/realtime-contracts';
import type { ChannelEntry } from '../src/chat/channels.js';
import type { History } from '../src/chat/history.js';
import type { ChatMessage } from '../src/chat/messages.js';

export const me: PersonPayload = { userId: 'u-own', displayName: 'Shop Manager' };
export const colleague: PersonPayload = { userId: 'u-other', displayName: 'Other Cashier' };
export const packer: PersonPayload = { userId: 'u-packer', displayName: 'Stock Keeper' };

/** An event as the connection brings it. */
export function eventOf<Name extends EventName>(name: Name, payload: EventPayload<Name>): RealtimeEvent {
  const meta = {
    id: randomUUID(),
    occurredAt: '2026-01-05T09:30:00.000Z',
    actor: { userId: null, deviceId: null },
  };
  return { name, payload, meta } as RealtimeEvent;
}

/** A message that the colleague wrote, `minute` minutes past nine. */
export function messageAt(minute: number, change: Partial<ChatMessage> = {}): ChatMessage {
  return {
    messageId: `m-${minute}`,
    clientMessageId: null,
    from: colleague,
    text: `Message ${minute}`,
    sentAt: `2026-01-05T09:${String(minute).padStart(2, '0')}:00.000Z`,
    ...change,
  };
}

/** A whole conversation that nobody has read. */
export function historyOf(...items: ChatMessage[]): History {
  return { items, next: null, readMarks: [] };
}

export function staffMessage(minute: number, change: Partial<StaffMessagePayload> = {}): StaffMessagePayload {
  return { channelId: 'c-general', deviceId: null, ...messageAt(minute), ...change };
}

export function channelOf(change: Partial<ChannelEntry> = {}): ChannelEntry {
  return {
    channelId: 'c-general',
    name: 'General',
    kind: 'organization',
    branchId: null,
    archivedAt: null,
    inside: true,
    unread: 0,
    ...change,
  };
}

export function ticketOf(change: Partial<TicketPayload> = {}): TicketPayload {
  return {
    ticketId: 't-1',
    subject: 'Opening hours',
    status: 'open',
    version: 1,
    requester: { userId: 'visitor:1', displayName: 'Some Visitor', kind: 'visitor' },
    assignee: null,
    openedAt: '2026-01-05T09:00:00.000Z',
    closedAt: null,
    lastMessageAt: null,
    ...change,
  };
}
