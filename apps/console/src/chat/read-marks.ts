import type { PersonPayload } from '@business-control/realtime-contracts';
import type { ChatMessage, ReadMark } from './messages.js';

/** How far others have read, by their id, as events told since the conversation was opened. */
export type ReadMarks = Readonly<Record<string, ReadMark>>;

export function withMark(marks: ReadMarks, { reader, upTo }: ReadMark): ReadMarks {
  return { ...marks, [reader.userId]: { reader, upTo } };
}

/**
 * Who has read the newest own message of a conversation, newest first. Whoever wrote after it has read it as well. A mark on a message that is not
 * there is of one that is older, or not here yet, and says nothing.
 */
export function readersOfLast(
  messages: readonly ChatMessage[],
  marks: ReadMarks,
  ownId: string,
): { readonly messageId: string; readonly readers: readonly PersonPayload[] } | undefined {
  const last = messages.findIndex(({ from }) => from.userId === ownId);
  const own = messages[last];
  if (!own) return undefined;
  const since = messages.slice(0, last + 1);
  const readers = new Map<string, PersonPayload>();
  for (const { from } of since) if (from.userId !== ownId) readers.set(from.userId, from);
  for (const { reader, upTo } of Object.values(marks)) {
    if (reader.userId !== ownId && since.some(({ messageId }) => messageId === upTo)) {
      readers.set(reader.userId, reader);
    }
  }
  return { messageId: own.messageId, readers: [...readers.values()] };
}
