import type { RealtimeEvent } from '@business-control/realtime-client';
import type { PersonPayload } from '@business-control/realtime-contracts';
import type { Page } from '../api/pages.js';
import { type ChatMessage, messageOf, readOf } from './messages.js';
import { countMessage, countRead, type Unread } from './unread.js';

/** The conversation with another person. */
export interface DirectEntry extends Unread {
  readonly person: PersonPayload;
  readonly lastMessage: ChatMessage;
}

/** The conversations of two after an event, the one with the newest message first. `nameOf` knows people who have not written yet. */
export function afterDirectEvent(
  page: Page<DirectEntry>,
  event: RealtimeEvent,
  ownId: string,
  nameOf: (userId: string) => string,
): Page<DirectEntry> {
  const written = messageOf(event, ownId);
  if (written?.conversation.kind === 'direct') {
    const { message, conversation } = written;
    const others = page.items.filter(({ person }) => person.userId !== conversation.id);
    const known = page.items.find(({ person }) => person.userId === conversation.id);
    if (known && known.lastMessage.messageId === message.messageId) return page;
    const person = known?.person ?? personOf(message, conversation.id, nameOf);
    const entry = countMessage({ unread: 0, ...known, person, lastMessage: message }, message, ownId);
    return { ...page, items: [entry, ...others] };
  }
  const read = readOf(event, ownId);
  if (read?.conversation.kind !== 'direct' || read.reader.userId !== ownId) return page;
  const items = page.items.map((entry) =>
    entry.person.userId === read.conversation.id ? countRead(entry, read.upTo) : entry,
  );
  return { ...page, items };
}

function personOf({ from }: ChatMessage, userId: string, nameOf: (userId: string) => string): PersonPayload {
  return from.userId === userId ? from : { userId, displayName: nameOf(userId) };
}
