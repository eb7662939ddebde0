import {
  type ChatConversation,
  type ChatTypingRequest,
  type PublicRoomName,
  publicRoomName,
} from '@business-control/realtime-contracts';

/** A channel of staff, a help conversation, or the conversation with another person, by whom `id` is then. */
export interface Conversation {
  readonly kind: 'channel' | 'help' | 'direct';
  readonly id: string;
}

const resources = { channel: 'channels', help: 'help', direct: 'direct' } as const;
const PAGE = 50;

/** Where the console shows it. */
export function pageOf({ kind, id }: Conversation): string {
  return `/conversations/${kind}/${encodeURIComponent(id)}`;
}

/** The conversation that the address of the page names, `undefined` for none. */
export function conversationAt(kind: string | undefined, id: string | undefined): Conversation | undefined {
  if (kind === undefined || id === undefined || !Object.hasOwn(resources, kind)) return undefined;
  return { kind: kind as Conversation['kind'], id };
}

/** Its messages at core-api, newest first. */
export function messagesPath({ kind, id }: Conversation): string {
  return `/chat/${resources[kind]}/${encodeURIComponent(id)}/messages?limit=${PAGE}`;
}

/** The room in which it is told of; `null` where everybody is in it by themselves. */
export function roomOf({ kind, id }: Conversation): PublicRoomName | null {
  if (kind === 'direct') return null;
  return publicRoomName(kind === 'channel' ? 'channel' : 'ticket', id);
}

/** How calls on the connection name it. */
export function addressOf({ kind, id }: Conversation): ChatConversation {
  if (kind === 'channel') return { channelId: id };
  return kind === 'help' ? { ticketId: id } : { userId: id };
}

export function typingIn({ kind, id }: Conversation, typing: boolean): ChatTypingRequest {
  if (kind === 'channel') return { channelId: id, typing };
  return kind === 'help' ? { ticketId: id, typing } : { toUserId: id, typing };
}

export function sameConversation(one: Conversation | undefined, other: Conversation): boolean {
  return one?.kind === other.kind && one.id === other.id;
}
