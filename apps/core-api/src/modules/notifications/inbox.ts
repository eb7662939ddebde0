/**
 * How far the notifications of a user go, and how far they were read. They are numbered from 1 without a hole, in the order in
 * which they were committed: what is unread need not be counted.
 */
export interface Inbox {
  readonly newest: number;
  readonly readUpTo: number;
}

export const emptyInbox: Inbox = { newest: 0, readUpTo: 0 };

export function unreadIn({ newest, readUpTo }: Inbox): number {
  return newest - readUpTo;
}

/** Everything up to a place was read; `undefined` when it was already. What was read once stays read. */
export function readInbox(inbox: Inbox, upTo: number): Inbox | undefined {
  const readUpTo = Math.min(upTo, inbox.newest);
  return readUpTo > inbox.readUpTo ? { ...inbox, readUpTo } : undefined;
}
