import {
  type Ack,
  type ChatHelpRequest,
  type ChatHistory,
  type ChatHistoryRequest,
  type ChatMessageRequest,
  type ChatMessageSent,
  type ChatRead,
  type ChatReadRequest,
  type ChatStaffRequest,
  type ChatTypingRequest,
  directMessageSchema,
  type HelpMessagePayload,
  helpMessageSchema,
  idSchema,
  MAX_MESSAGE_LENGTH,
  personSchema,
  type StaffMessagePayload,
  staffMessageSchema,
} from '@business-control/realtime-contracts';
import { z } from 'zod';

const error = z.object({ code: z.string(), message: z.string(), retryAfterMs: z.int().exactOptional() });

/** What a call is answered with when `data` is what it brings. */
function answerWith<Data extends z.ZodType>(data: Data) {
  return z.union([
    z.object({ ok: z.literal(true), data }),
    z.object({ ok: z.literal(false), error }),
  ]) as z.ZodType<Ack<z.output<Data>>>;
}

const written = {
  message: z.string().min(1).max(MAX_MESSAGE_LENGTH),
  clientMessageId: z
    .string()
    .min(1)
    .max(100)
    .describe('what the sender calls it: sent again under the same name it is not a second one')
    .exactOptional(),
};

/** A request about one conversation, named in one of three ways. */
function inConversation<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.union([
    z.object({ ticketId: z.uuid(), ...shape }),
    z.object({ channelId: z.uuid(), ...shape }),
    z.object({ userId: idSchema.describe('the other person'), ...shape }),
  ]);
}

const typing = { typing: z.boolean() };

export const chatSchemas = {
  helpRequest: z.object({
    ticketId: z.uuid().describe('without it: the own open conversation, or a new one').exactOptional(),
    ...written,
  }),
  helpAnswer: answerWith(helpMessageSchema),
  staffRequest: z.object({ channelId: z.uuid(), ...written }),
  staffAnswer: answerWith(staffMessageSchema),
  messageRequest: z.object({ to: idSchema.describe('the user to write to'), ...written }),
  messageAnswer: answerWith(
    directMessageSchema.extend({
      recipientOnline: z.boolean().describe('whether that person is connected at the moment'),
    }),
  ),
  readRequest: inConversation({
    upTo: z.uuid().describe('the newest message that was read; without it all').exactOptional(),
  }),
  readAnswer: answerWith(z.object({ upTo: z.uuid().nullable() })),
  historyRequest: inConversation({
    before: z.uuid().describe('`next` of the page before').exactOptional(),
    limit: z.int().min(1).max(200).describe('50 unless told').exactOptional(),
  }),
  historyAnswer: answerWith(
    z.object({
      items: z
        .array(z.union([helpMessageSchema, staffMessageSchema, directMessageSchema]))
        .describe('newest first'),
      next: z.uuid().nullable(),
      readMarks: z
        .array(
          z.object({ reader: personSchema, upTo: z.uuid().describe('the newest message that was read') }),
        )
        .describe(
          'how far everybody has read, oneself as well; without those who have read nothing that is kept',
        ),
    }),
  ),
  typingRequest: z.union([
    z.object({ channelId: z.uuid(), ...typing }),
    z.object({ ticketId: z.uuid(), ...typing }),
    z.object({ toUserId: idSchema, ...typing }),
  ]),
  typingAnswer: answerWith(z.null()),
} satisfies ChatSchemas;

export interface ChatSchemas {
  readonly helpRequest: z.ZodType<ChatHelpRequest>;
  readonly helpAnswer: z.ZodType<Ack<HelpMessagePayload>>;
  readonly staffRequest: z.ZodType<ChatStaffRequest>;
  readonly staffAnswer: z.ZodType<Ack<StaffMessagePayload>>;
  readonly messageRequest: z.ZodType<ChatMessageRequest>;
  readonly messageAnswer: z.ZodType<Ack<ChatMessageSent>>;
  readonly readRequest: z.ZodType<ChatReadRequest>;
  readonly readAnswer: z.ZodType<Ack<ChatRead>>;
  readonly historyRequest: z.ZodType<ChatHistoryRequest>;
  readonly historyAnswer: z.ZodType<Ack<ChatHistory>>;
  readonly typingRequest: z.ZodType<ChatTypingRequest>;
  readonly typingAnswer: z.ZodType<Ack<null>>;
}
