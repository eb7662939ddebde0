import type { ChannelPayload, TicketPayload } from '@business-control/realtime-contracts';
import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Person } from '../../platform/commands/person.js';
import { moment, organizationId } from '../../platform/database/columns.js';
import type { ConversationKind } from './conversation.js';

export const channels = pgTable(
  'chat_channels',
  {
    organizationId: organizationId(),
    channelId: uuid().notNull(),
    name: text().notNull(),
    kind: text().$type<ChannelPayload['kind']>().notNull(),
    branchId: text(),
    archivedAt: moment(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.channelId] })],
);

/** Who is in a private channel; the others have no list. */
export const channelMembers = pgTable(
  'chat_channel_members',
  {
    organizationId: organizationId(),
    channelId: uuid().notNull(),
    userId: text().notNull(),
    displayName: text().notNull(),
    addedAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.channelId, table.userId] }),
    foreignKey({
      name: 'chat_channel_members_channel',
      columns: [table.organizationId, table.channelId],
      foreignColumns: [channels.organizationId, channels.channelId],
    }),
    index('chat_channel_members_user').on(table.organizationId, table.userId),
  ],
);

export const tickets = pgTable(
  'chat_tickets',
  {
    organizationId: organizationId(),
    ticketId: uuid().notNull(),
    subject: text(),
    status: text().$type<TicketPayload['status']>().notNull(),
    version: integer().notNull(),
    requesterId: text().notNull(),
    requesterName: text().notNull(),
    requesterKind: text().$type<TicketPayload['requester']['kind']>().notNull(),
    assignee: jsonb().$type<Person>(),
    openedAt: moment().notNull(),
    closedAt: moment(),
    lastMessageAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.ticketId] }),
    index('chat_tickets_status').on(table.organizationId, table.status, table.ticketId),
    index('chat_tickets_requester').on(table.organizationId, table.requesterId, table.ticketId),
  ],
);

const conversation = { kind: text().$type<ConversationKind>().notNull(), conversationId: text().notNull() };

/** How far a conversation has come. Its row is locked by whoever adds a message, so that positions are in the order of commits. */
export const conversations = pgTable(
  'chat_conversations',
  {
    organizationId: organizationId(),
    ...conversation,
    lastPosition: integer().notNull(),
    lastMessageId: uuid().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.kind, table.conversationId] })],
);

export const messages = pgTable(
  'chat_messages',
  {
    organizationId: organizationId(),
    messageId: uuid().notNull(),
    ...conversation,
    /** Counts from 1 in its conversation; the oldest are deleted after a time, and the count goes on. */
    position: integer().notNull(),
    userId: text().notNull(),
    displayName: text().notNull(),
    deviceId: text(),
    clientMessageId: text(),
    text: text().notNull(),
    sentAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.messageId] }),
    unique('chat_messages_position').on(
      table.organizationId,
      table.kind,
      table.conversationId,
      table.position,
    ),
    index('chat_messages_sent_at').on(table.organizationId, table.sentAt),
    unique('chat_messages_sent_once').on(table.organizationId, table.userId, table.clientMessageId),
    foreignKey({
      name: 'chat_messages_conversation',
      columns: [table.organizationId, table.kind, table.conversationId],
      foreignColumns: [conversations.organizationId, conversations.kind, conversations.conversationId],
    }),
  ],
);

/** Who has read how far, and between whom a direct conversation is. */
export const participants = pgTable(
  'chat_participants',
  {
    organizationId: organizationId(),
    ...conversation,
    userId: text().notNull(),
    displayName: text().notNull(),
    /** Of the newest message that was read; 0 for none. It never falls. */
    readPosition: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.kind, table.conversationId, table.userId] }),
    index('chat_participants_user').on(table.organizationId, table.userId, table.kind),
  ],
);
