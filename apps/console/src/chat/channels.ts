import type { RealtimeEvent } from '@business-control/realtime-client';
import type { ChannelPayload, PersonPayload } from '@business-control/realtime-contracts';
import type { Page } from '../api/pages.js';
import { messageOf, readOf } from './messages.js';
import { countMessage, countRead, type Unread } from './unread.js';

/** Longest name of a channel at core-api, in characters. */
export const MAX_CHANNEL_NAME = 80;

/** A channel as it stands to the user. */
export interface ChannelEntry extends ChannelPayload, Unread {
  /** Whether the user may read and write in it. */
  readonly inside: boolean;
}

/** The channels after an event. That the user was taken out of one is told by the connection, not by an event. */
export function afterChannelEvent(
  page: Page<ChannelEntry>,
  event: RealtimeEvent,
  ownId: string,
): Page<ChannelEntry> {
  if (event.name === 'chat:channel:updated') return withChannel(page, event.payload);
  if (event.name === 'chat:private-channel:updated') {
    const { members: _, ...channel } = event.payload;
    return withChannel(page, channel);
  }
  if (event.name === 'chat:channel:member-added') return withChannel(page, event.payload.channel);
  const written = messageOf(event, ownId);
  if (written?.conversation.kind === 'channel') {
    return change(page, written.conversation.id, (entry) => countMessage(entry, written.message, ownId));
  }
  const read = readOf(event, ownId);
  if (read?.conversation.kind === 'channel' && read.reader.userId === ownId) {
    return change(page, read.conversation.id, (entry) => countRead(entry, read.upTo));
  }
  return page;
}

export interface Members {
  readonly items: readonly PersonPayload[];
}

/** Who is in a channel after an event. One that is open to all of the staff has no list of its own. */
export function afterMembersEvent(channelId: string, members: Members, event: RealtimeEvent): Members {
  if (event.name !== 'chat:private-channel:updated' || event.payload.channelId !== channelId) return members;
  return { items: event.payload.members };
}

function withChannel(page: Page<ChannelEntry>, channel: ChannelPayload): Page<ChannelEntry> {
  const others = page.items.filter(({ channelId }) => channelId !== channel.channelId);
  if (channel.archivedAt !== null) return { ...page, items: others };
  if (others.length < page.items.length) {
    return change(page, channel.channelId, (entry) => ({ ...entry, ...channel, inside: true }));
  }
  return { ...page, items: [{ ...channel, inside: true, unread: 0 }, ...page.items] };
}

function change(
  page: Page<ChannelEntry>,
  channelId: string,
  to: (entry: ChannelEntry) => ChannelEntry,
): Page<ChannelEntry> {
  return { ...page, items: page.items.map((entry) => (entry.channelId === channelId ? to(entry) : entry)) };
}
