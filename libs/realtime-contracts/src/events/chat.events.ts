import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { idSchema, personSchema } from './person.js';

/** Longest text of a message, in characters. */
export const MAX_MESSAGE_LENGTH = 4_000;

const message = {
  messageId: z.uuid(),
  clientMessageId: z
    .string()
    .max(100)
    .nullable()
    .describe('what the sender called it, so that a message sent again is not a second one'),
  from: personSchema,
  deviceId: z.string().nullable().describe('the device it was written on'),
  text: z.string().min(1).max(MAX_MESSAGE_LENGTH),
  sentAt: z.iso.datetime(),
};
const read = {
  reader: personSchema,
  upTo: z.uuid().describe('the newest message that was read'),
  readAt: z.iso.datetime(),
};

/** A message of a help conversation. */
export const helpMessageSchema = z.object({ ticketId: z.uuid(), ...message });
/** See {@link helpMessageSchema}. */
export type HelpMessagePayload = z.infer<typeof helpMessageSchema>;

/** A message of staff in a channel. */
export const staffMessageSchema = z.object({ channelId: z.uuid(), ...message });
/** See {@link staffMessageSchema}. */
export type StaffMessagePayload = z.infer<typeof staffMessageSchema>;

/** A message from one person to another. */
export const directMessageSchema = z.object({ toUserId: idSchema, ...message });
/** See {@link directMessageSchema}. */
export type DirectMessagePayload = z.infer<typeof directMessageSchema>;

/** A conversation in which somebody is helped. */
export const ticketSchema = z.object({
  ticketId: z.uuid(),
  subject: z.string().nullable(),
  status: z.enum(['open', 'assigned', 'closed']),
  version: z.int().positive().describe('rises by one with every change of the ticket'),
  requester: personSchema.extend({ kind: z.enum(['user', 'visitor']) }),
  assignee: personSchema.nullable(),
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  lastMessageAt: z.iso.datetime().nullable(),
});
/** See {@link ticketSchema}. */
export type TicketPayload = z.infer<typeof ticketSchema>;

/** A channel of staff. */
export const channelSchema = z.object({
  channelId: z.uuid(),
  name: z.string(),
  kind: z
    .enum(['organization', 'branch', 'private'])
    .describe('who may be in it: all of the staff, the staff of a branch, its members'),
  branchId: idSchema.nullable(),
  archivedAt: z.iso.datetime().nullable(),
});
/** See {@link channelSchema}. */
export type ChannelPayload = z.infer<typeof channelSchema>;

/** A channel of those who are in it, and all of them. */
export const privateChannelSchema = channelSchema.extend({
  kind: z.literal('private'),
  members: z.array(personSchema).describe('everybody who is in it now, by name'),
});
/** See {@link privateChannelSchema}. */
export type PrivateChannelPayload = z.infer<typeof privateChannelSchema>;

const memberSchema = z.object({ channelId: z.uuid(), userId: idSchema });

const typingSchema = z.object({
  channelId: z.uuid().nullable(),
  ticketId: z.uuid().nullable(),
  toUserId: idSchema.nullable().describe('in a conversation of two'),
  typist: personSchema,
  typing: z.boolean(),
});
/** Somebody who types, or stopped. */
export type TypingPayload = z.infer<typeof typingSchema>;

/** The events of conversations. Their permissions open the rooms; who is a member of which, core-api decides. */
export const chatEvents = {
  'chat:help:new-message': defineEvent({
    version: 1,
    summary: 'A message was written in a help conversation',
    payload: helpMessageSchema,
    permission: 'chat.help',
    permissionIn: { organization: 'chat.help.answer' },
    audience: { ticket: ({ ticketId }) => ticketId, organization: true },
    delivery: 'durable',
  }),
  'chat:help:message-read': defineEvent({
    version: 1,
    summary: 'The messages of a help conversation were read',
    payload: z.object({ ticketId: z.uuid(), ...read }),
    permission: 'chat.help',
    audience: { ticket: ({ ticketId }) => ticketId },
    delivery: 'durable',
  }),
  'chat:ticket:updated': defineEvent({
    version: 1,
    summary: 'A help conversation was opened, assigned or closed',
    payload: ticketSchema,
    permission: 'chat.help',
    permissionIn: { organization: 'chat.help.answer' },
    audience: { ticket: ({ ticketId }) => ticketId, organization: true },
    delivery: 'durable',
  }),
  'chat:staff:new-message': defineEvent({
    version: 1,
    summary: 'A message was written in a channel of staff',
    payload: staffMessageSchema,
    permission: 'chat.staff',
    audience: { channel: ({ channelId }) => channelId },
    delivery: 'durable',
  }),
  'chat:staff:message-read': defineEvent({
    version: 1,
    summary: 'The messages of a channel were read',
    payload: z.object({ channelId: z.uuid(), ...read }),
    permission: 'chat.staff',
    audience: { channel: ({ channelId }) => channelId },
    delivery: 'durable',
  }),
  'chat:channel:updated': defineEvent({
    version: 1,
    summary: 'A channel open to all of the staff was created, renamed or archived',
    payload: channelSchema.extend({ kind: z.enum(['organization', 'branch']) }),
    permission: 'chat.staff',
    audience: { organization: true },
    delivery: 'durable',
  }),
  'chat:private-channel:updated': defineEvent({
    version: 1,
    summary: 'A private channel was renamed or archived, or somebody came or went',
    payload: privateChannelSchema,
    permission: 'chat.staff',
    // Not its room: whoever has no screen of it open sees its name and that it is gone as well.
    audience: { user: ({ members }) => members.map(({ userId }) => userId) },
    delivery: 'durable',
  }),
  'chat:channel:member-added': defineEvent({
    version: 1,
    summary: 'Somebody became a member of a channel',
    payload: memberSchema.extend({ channel: channelSchema }),
    permission: 'chat.staff',
    audience: { user: ({ userId }) => userId },
    delivery: 'durable',
  }),
  'chat:channel:member-removed': defineEvent({
    version: 1,
    summary: 'Somebody is no longer a member of a channel',
    payload: memberSchema,
    permission: 'chat.staff',
    audience: {},
    control: ({ userId, channelId }) => ({
      action: 'leave-room',
      userId,
      kind: 'channel',
      roomId: channelId,
    }),
    delivery: 'durable',
  }),
  'chat:typing': defineEvent({
    version: 1,
    summary: 'Somebody types in a channel, a help conversation or to another person, or stopped',
    payload: typingSchema,
    permission: 'chat.staff',
    permissionIn: { ticket: 'chat.help', user: 'chat.direct' },
    audience: {
      channel: ({ channelId }) => channelId,
      ticket: ({ ticketId }) => ticketId,
      user: ({ toUserId }) => toUserId,
    },
    delivery: 'ephemeral',
  }),
  'chat:direct:new-message': defineEvent({
    version: 1,
    summary: 'Somebody wrote to another person',
    payload: directMessageSchema,
    permission: 'chat.direct',
    audience: {
      user: ({ toUserId, from }) => (toUserId === from.userId ? toUserId : [toUserId, from.userId]),
    },
    delivery: 'durable',
  }),
  'chat:direct:message-read': defineEvent({
    version: 1,
    summary: 'Somebody read the messages of another person',
    payload: z.object({ fromUserId: idSchema.describe('who wrote what was read'), ...read }),
    permission: 'chat.direct',
    audience: {
      user: ({ fromUserId, reader }) =>
        fromUserId === reader.userId ? fromUserId : [fromUserId, reader.userId],
    },
    delivery: 'durable',
  }),
};
