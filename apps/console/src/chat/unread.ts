import type { ChatMessage } from './messages.js';

/** What is new in a conversation of a list. */
export interface Unread {
  /** Messages of others that were not read. */
  readonly unread: number;
  /** Messages that came since the list was asked for, oldest first. */
  readonly since?: readonly { readonly messageId: string; readonly own: boolean }[];
}

export function countMessage<Entry extends Unread>(
  entry: Entry,
  { messageId, from }: Pick<ChatMessage, 'messageId' | 'from'>,
  ownId: string,
): Entry {
  const { unread, since = [] } = entry;
  if (since.some((known) => known.messageId === messageId)) return entry;
  const own = from.userId === ownId;
  return { ...entry, unread: own ? unread : unread + 1, since: [...since, { messageId, own }] };
}

/** The user has read up to a message: what came after it is still new. */
export function countRead<Entry extends Unread>(entry: Entry, upTo: string): Entry {
  const { since = [] } = entry;
  const after = since.slice(since.findIndex(({ messageId }) => messageId === upTo) + 1);
  return { ...entry, unread: after.filter(({ own }) => !own).length, since: after };
}
