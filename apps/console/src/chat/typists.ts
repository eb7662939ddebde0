import type { PersonPayload, TypingPayload } from '@business-control/realtime-contracts';
import type { Conversation } from './conversation.js';

/** Who types, and until when that is believed without hearing of it again. */
export type Typists = Readonly<Record<string, { readonly person: PersonPayload; readonly until: number }>>;

/** Whoever types says so again before this has passed. */
const BELIEVED_MS = 6_000;
/** How often whoever types says so. */
export const REPEAT_MS = 3_000;

/** The conversation in which somebody types, as the one who is told sees it. */
export function typedIn({ channelId, ticketId, typist }: TypingPayload): Conversation {
  if (channelId !== null) return { kind: 'channel', id: channelId };
  if (ticketId !== null) return { kind: 'help', id: ticketId };
  return { kind: 'direct', id: typist.userId };
}

export function afterTyping(
  typists: Typists,
  { typist, typing }: Pick<TypingPayload, 'typist' | 'typing'>,
  now: number,
): Typists {
  const { [typist.userId]: _, ...others } = typists;
  return typing ? { ...others, [typist.userId]: { person: typist, until: now + BELIEVED_MS } } : others;
}

/** Without those who have not been heard of for too long. */
export function stillTyping(typists: Typists, now: number): Typists {
  return Object.fromEntries(Object.entries(typists).filter(([, { until }]) => until > now));
}

/** In words; empty when nobody does. */
export function typingText(typists: Typists): string {
  const names = Object.values(typists).map(({ person }) => person.displayName);
  if (names.length === 0) return '';
  if (names.length > 2) return 'Several people are typing…';
  return `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} typing…`;
}
