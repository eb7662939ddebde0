/** Staff in a channel, somebody who is helped, two people. */
export type ConversationKind = 'staff' | 'help' | 'direct';

/** One conversation of an organization: its channel, its ticket, or the two it is between. */
export interface Conversation {
  readonly kind: ConversationKind;
  readonly conversationId: string;
}

export function staffConversation(channelId: string): Conversation {
  return { kind: 'staff', conversationId: channelId };
}

export function helpConversation(ticketId: string): Conversation {
  return { kind: 'help', conversationId: ticketId };
}

/** The conversation of two people, the same whoever of them asks; or of one with himself. */
export function directConversation(one: string, other: string): Conversation {
  return { kind: 'direct', conversationId: JSON.stringify([one, other].sort()) };
}

/** With whom somebody talks in a direct conversation. */
export function peerOf({ conversationId }: Conversation, userId: string): string {
  const [first, second]: [string, string] = JSON.parse(conversationId);
  return first === userId ? second : first;
}
