/** Staff in a channel, somebody who is helped, two people. */
export type ConversationKind = 'staff' | 'help' | 'direct';

/** One conversation of an organization: its channel, its ticket, or the two it is between. */
export interface Conversation {
  readonly kind: ConversationKind;
  readonly conversationId: string;
}

/** The conversation of two people, the same whoever of them asks. */
export function directConversation(one: string, other: string): Conversation {
  return { kind: 'direct', conversationId: JSON.stringify([one, other].sort()) };
}
