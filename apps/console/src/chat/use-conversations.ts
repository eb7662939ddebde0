import { useRealtimeEvent } from '@business-control/realtime-client/react';
import type { PersonPayload, PublicRoomName } from '@business-control/realtime-contracts';
import { useEffect } from 'react';
import { type Conversation, roomOf } from './conversation.js';
import { useChannels, useDirects, useTickets } from './use-chat-lists.js';
import { useRooms } from './use-rooms.js';

/**
 * A connection may be in so many rooms and no more, also for other pages; in further channels what is new is counted when the list is
 * loaded.
 */
const MAX_FOLLOWED = 100;

/**
 * The conversations of the user, and the rooms in which they are told of: those of all channels, so that what is new in them is counted, and
 * that of the conversation that is open.
 */
export function useConversations(open: Conversation | undefined, people: readonly PersonPayload[]) {
  const nameOf = (userId: string) => people.find((person) => person.userId === userId)?.displayName ?? userId;
  const channels = useChannels();
  const directs = useDirects(nameOf);
  const tickets = useTickets();

  const openRoom = open ? roomOf(open) : null;
  const inside = (channels.data?.items ?? []).filter((channel) => channel.inside);
  const channelRooms = inside
    .slice(0, MAX_FOLLOWED)
    .map(({ channelId }) => roomOf({ kind: 'channel', id: channelId }));
  const rooms = useRooms([
    ...new Set([openRoom, ...channelRooms].filter((room): room is PublicRoomName => room !== null)),
  ]);

  // What came before a room was joined is not counted, and a room that was left is a channel less.
  const states = channelRooms.map((room) => (room === null ? undefined : rooms.states.get(room)));
  const settled = states.length > 0 && states.every((state) => state !== undefined && state !== 'joining');
  const standing = JSON.stringify([channelRooms, states]);
  const { retry } = channels;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again whenever the rooms have changed
  useEffect(() => {
    if (settled) retry();
  }, [settled, standing]);

  useRealtimeEvent('chat:channel:member-added', ({ channelId }) => {
    const room = roomOf({ kind: 'channel', id: channelId });
    if (room !== null && typeof rooms.states.get(room) === 'object') rooms.rejoin(room);
  });
  return { channels, directs, tickets, rooms };
}
