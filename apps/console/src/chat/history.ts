import type { RealtimeEvent } from '@business-control/realtime-client';
import type { ChatReadMark } from '@business-control/realtime-contracts';
import type { Page } from '../api/pages.js';
import { type Conversation, sameConversation } from './conversation.js';
import { type ChatMessage, messageOf, readOf } from './messages.js';
import { withMark } from './read-marks.js';

/** A conversation as far as it is shown, newest first, and how far everybody has read it. */
export interface History extends Page<ChatMessage> {
  readonly readMarks: readonly ChatReadMark[];
}

/** The conversation after an event, which may be about another one. */
export function afterHistoryEvent(
  history: History,
  event: RealtimeEvent,
  conversation: Conversation,
  ownId: string,
): History {
  const written = messageOf(event, ownId);
  if (written && sameConversation(written.conversation, conversation)) {
    return withMessage(history, written.message);
  }
  const read = readOf(event, ownId);
  if (read && sameConversation(read.conversation, conversation)) {
    return { ...history, readMarks: withMark(history.readMarks, read) };
  }
  return history;
}

/** A message that was shown before is the same one. */
function withMessage(history: History, message: ChatMessage): History {
  if (history.items.some(({ messageId }) => messageId === message.messageId)) return history;
  return { ...history, items: [message, ...history.items] };
}
