import type { RealtimeEvent } from '@business-control/realtime-client';
import type { ChatReadMark, StaffMessagePayload } from '@business-control/realtime-contracts';
import type { Conversation } from './conversation.js';

/** What messages of all kinds of conversations have in common. */
export type ChatMessage = Pick<
  StaffMessagePayload,
  'messageId' | 'clientMessageId' | 'from' | 'text' | 'sentAt'
>;

export interface MessageIn {
  readonly conversation: Conversation;
  readonly message: ChatMessage;
}

/** Somebody has read up to a message. */
export interface ReadIn extends ChatReadMark {
  readonly conversation: Conversation;
}

/** The message an event tells of, and where it was written, as `ownId` sees it; `undefined` for other events. */
export function messageOf(event: RealtimeEvent, ownId: string): MessageIn | undefined {
  switch (event.name) {
    case 'chat:staff:new-message':
      return { conversation: { kind: 'channel', id: event.payload.channelId }, message: event.payload };
    case 'chat:help:new-message':
      return { conversation: { kind: 'help', id: event.payload.ticketId }, message: event.payload };
    case 'chat:direct:new-message': {
      const { from, toUserId } = event.payload;
      const id = from.userId === ownId ? toUserId : from.userId;
      return { conversation: { kind: 'direct', id }, message: event.payload };
    }
    default:
      return undefined;
  }
}

/** What an event says was read, and where, as `ownId` sees it; `undefined` for other events. */
export function readOf(event: RealtimeEvent, ownId: string): ReadIn | undefined {
  switch (event.name) {
    case 'chat:staff:message-read':
      return { conversation: { kind: 'channel', id: event.payload.channelId }, ...event.payload };
    case 'chat:help:message-read':
      return { conversation: { kind: 'help', id: event.payload.ticketId }, ...event.payload };
    case 'chat:direct:message-read': {
      const { fromUserId, reader } = event.payload;
      const id = reader.userId === ownId ? fromUserId : reader.userId;
      return { conversation: { kind: 'direct', id }, ...event.payload };
    }
    default:
      return undefined;
  }
}
