import { type Permission, type Room, room } from '@business-control/realtime-contracts';

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

/** Every socket of an organization that may see who is connected. */
export function presenceChannelOf(organizationId: string): Channel {
  return channelOf(room(organizationId, 'organization', organizationId), 'presence.read');
}

/**
 * The sockets, of any organization, that do not keep up. Nobody broadcasts to it: what is worth nothing late is
 * broadcast to all gateways except to it.
 */
export const BEHIND = 'behind' as Channel;

/** Every socket of a room, whatever it may see: for notices that carry no event. */
export function noticeChannelOf(room: Room): Channel {
  return `${room}|` as Channel;
}
