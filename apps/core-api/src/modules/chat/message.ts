import { type DomainEvent, event, type HelpMessagePayload } from '@business-control/realtime-contracts';
import type { Person } from '../../platform/commands/person.js';
import { type Conversation, type ConversationKind, peerOf } from './conversation.js';

/** What somebody wrote. */
export interface Message extends Conversation {
  readonly messageId: string;
  readonly clientMessageId: string | null;
  /** Its place in the conversation, from 1 on. */
  readonly position: number;
  readonly from: Person;
  readonly deviceId: string | null;
  readonly text: string;
  readonly sentAt: Date;
}

/** The event of a new message in a conversation of each kind; its payload is the message as clients see it. */
export const newMessage = {
  help: (message: Message) =>
    event('chat:help:new-message', { ticketId: message.conversationId, ...written(message) }),
  staff: (message: Message) =>
    event('chat:staff:new-message', { channelId: message.conversationId, ...written(message) }),
  direct: (message: Message) =>
    event('chat:direct:new-message', {
      toUserId: peerOf(message, message.from.userId),
      ...written(message),
    }),
} satisfies Record<ConversationKind, (message: Message) => DomainEvent>;

/** Somebody read a conversation up to a message. */
export interface Reading extends Conversation {
  readonly reader: Person;
  readonly upTo: string;
  readonly readAt: Date;
}

/** The event of a reading in a conversation of each kind. */
export const messageRead = {
  help: (reading: Reading) =>
    event('chat:help:message-read', { ticketId: reading.conversationId, ...read(reading) }),
  staff: (reading: Reading) =>
    event('chat:staff:message-read', { channelId: reading.conversationId, ...read(reading) }),
  direct: (reading: Reading) =>
    event('chat:direct:message-read', {
      fromUserId: peerOf(reading, reading.reader.userId),
      ...read(reading),
    }),
} satisfies Record<ConversationKind, (reading: Reading) => DomainEvent>;

function written(message: Message): Omit<HelpMessagePayload, 'ticketId'> {
  const { messageId, clientMessageId, from, deviceId, text, sentAt } = message;
  return { messageId, clientMessageId, from, deviceId, text, sentAt: sentAt.toISOString() };
}

function read({ reader, upTo, readAt }: Reading) {
  return { reader, upTo, readAt: readAt.toISOString() };
}
