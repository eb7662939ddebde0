import type { ChatMessage } from './messages.js';

export interface MessageLine {
  readonly message: ChatMessage;
  /** The first of several that one person wrote shortly after each other. */
  readonly first: boolean;
}

export interface MessageDay {
  readonly day: string;
  readonly lines: readonly MessageLine[];
}

const TOGETHER_MS = 5 * 60_000;

/** Messages, newest first, as they are read: oldest first, by days of the reader. */
export function messageDays(messages: readonly ChatMessage[]): readonly MessageDay[] {
  const days: { readonly day: string; readonly lines: MessageLine[] }[] = [];
  let before: ChatMessage | undefined;
  for (const message of messages.toReversed()) {
    const day = new Date(message.sentAt).toDateString();
    const known = days.at(-1);
    const together =
      known?.day === day &&
      before?.from.userId === message.from.userId &&
      Date.parse(message.sentAt) - Date.parse(before.sentAt) < TOGETHER_MS;
    const line = { message, first: !together };
    if (known?.day === day) known.lines.push(line);
    else days.push({ day, lines: [line] });
    before = message;
  }
  return days;
}
