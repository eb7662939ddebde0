import type { DirectMessagePayload, HelpMessagePayload, StaffMessagePayload } from './events/chat.events.js';
import type { PersonPayload } from './events/person.js';

/** What every message is sent with. */
interface Written {
  readonly message: string;
  /** What the sender calls it: a message that is sent again under the same name is not a second one. */
  readonly clientMessageId?: string;
}

/** A message in a help conversation; without `ticketId` in the own open one, or in a new one. */
export interface ChatHelpRequest extends Written {
  readonly ticketId?: string;
}

/** A message in a channel of staff. */
export interface ChatStaffRequest extends Written {
  readonly channelId: string;
}

/** A message to another person. */
export interface ChatMessageRequest extends Written {
  readonly to: string;
}

/** The message to another person as it was kept, and whether that person is connected at the moment. */
export type ChatMessageSent = DirectMessagePayload & { readonly recipientOnline: boolean };

/** A help conversation, a channel of staff, or the conversation with another person. */
export type ChatConversation =
  | { readonly ticketId: string }
  | { readonly channelId: string }
  | { readonly userId: string };

/** Everything up to a message was read; without `upTo` everything there is. */
export type ChatReadRequest = ChatConversation & { readonly upTo?: string };

/** How far a conversation counts as read; `null` when there is nothing in it. */
export interface ChatRead {
  readonly upTo: string | null;
}

/** A part of a conversation; without `before` the newest. */
export type ChatHistoryRequest = ChatConversation & {
  /** The `next` of the page before. */
  readonly before?: string;
  /** How many messages, 1 to 200. Default 50. */
  readonly limit?: number;
};

/** How far somebody has read a conversation. */
export interface ChatReadMark {
  readonly reader: PersonPayload;
  /** The newest message that was read. */
  readonly upTo: string;
}

/** Messages of one conversation, newest first. */
export interface ChatHistory {
  readonly items: readonly (HelpMessagePayload | StaffMessagePayload | DirectMessagePayload)[];
  /** The `before` of the next page; `null` on the last. */
  readonly next: string | null;
  /** How far everybody has read, oneself as well; without those who have read nothing that is kept. */
  readonly readMarks: readonly ChatReadMark[];
}

/** Whom to tell that one types, or stopped: whoever is in a room that one is in oneself, or another person. */
export type ChatTypingRequest = (
  | { readonly channelId: string }
  | { readonly ticketId: string }
  | { readonly toUserId: string }
) & { readonly typing: boolean };
