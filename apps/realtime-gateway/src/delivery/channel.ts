import type { Permission, Room } from '@business-control/realtime-contracts';

declare const channelBrand: unique symbol;

/**
 * A Socket.IO room: the sockets in one of our rooms that hold one permission. Sockets join it only for a
 * permission they hold and events are sent to the one of their own permission, so delivery never asks a socket
 * what it may see.
 */
export type Channel = string & { readonly [channelBrand]: true };

/** Ids inside a room are percent-encoded, so the separator cannot be forged. */
export function channelOf(room: Room, permission: Permission): Channel {
  return `${room}|${permission}` as Channel;
}

/** Every socket of a room, whatever it may see: for notices that carry no event. */
export function noticeChannelOf(room: Room): Channel {
  return `${room}|` as Channel;
}
