import type { ChatReadMark, PersonPayload } from '@business-control/realtime-contracts';
import type { ChatMessage } from './messages.js';

/** Nobody reads backwards, so the mark that was told last is the one that counts. */
export function withMark(
  marks: readonly ChatReadMark[],
  { reader, upTo }: ChatReadMark,
): readonly ChatReadMark[] {
  const mark = { reader, upTo };
  const known = marks.some((it) => it.reader.userId === reader.userId);
  return known ? marks.map((it) => (it.reader.userId === reader.userId ? mark : it)) : [...marks, mark];
}

/**
 * Who has read the newest own message of a conversation, newest first. Whoever wrote after it has read it as well. A mark on a message
 * that is not there is of one that is older, or not here yet, and says nothing.
 */
export function readersOfLast(
  messages: readonly ChatMessage[],
  marks: readonly ChatReadMark[],
  ownId: string,
): { readonly messageId: string; readonly readers: readonly PersonPayload[] } | undefined {
  const last = messages.findIndex(({ from }) => from.userId === ownId);
  const own = messages[last];
  if (!own) return undefined;
  const since = messages.slice(0, last + 1);
  const readers = new Map<string, PersonPayload>();
  for (const { from } of since) if (from.userId !== ownId) readers.set(from.userId, from);
  for (const { reader, upTo } of marks) {
    if (reader.userId !== ownId && since.some(({ messageId }) => messageId === upTo)) {
      readers.set(reader.userId, reader);
    }
  }
  return { messageId: own.messageId, readers: [...readers.values()] };
}
