import {
  type Catalogue,
  type Permission,
  type PublicRoomName,
  parsePublicRoomName,
  publicRoomName,
  type RoomKind,
  room,
  roomKinds,
} from '@business-control/realtime-contracts';
import type { MembershipStanding } from '../authorization/memberships.js';
import { type Channel, channelOf, noticeChannelOf, presenceChannelOf } from '../delivery/channel.js';
import type { SocketErrorCode } from './error-codes.js';

/** What decides about rooms: the verified token, nothing else. */
export interface RoomHolder {
  readonly userId: string;
  readonly organizationId: string;
  readonly deviceId: string | null;
  readonly permissions: ReadonlySet<Permission>;
}

/** A room somebody is in, by its public name, with what to join for it. */
export interface Membership {
  readonly name: PublicRoomName;
  readonly channels: readonly Channel[];
}

export type RoomDecision =
  | ({ readonly granted: true; readonly automatic: boolean } & Membership)
  | { readonly granted: false; readonly code: SocketErrorCode };

/** The rooms of a connection itself. Only here does it join what the gateway itself says to its organization. */
export function automaticRooms(catalogue: Catalogue, holder: RoomHolder): Membership[] {
  const { organizationId, permissions } = holder;
  const notices = [noticeChannelOf(room(organizationId, 'organization', organizationId))];
  if (permissions.has('presence.read')) notices.push(presenceChannelOf(organizationId));
  return automaticIds(holder).map(([kind, id]) => ({
    name: publicRoomName(kind, id),
    channels: [...(kind === 'organization' ? notices : []), ...channelsFor(catalogue, holder, kind, id)],
  }));
}

/**
 * Decides about a room a client named. The organization is the holder's own whatever the name says: a room of
 * another organization cannot be asked for. `membershipOf` tells what is known of the holder and a room for members,
 * which stays closed while nobody can say.
 */
export function decideRoom(
  catalogue: Catalogue,
  holder: RoomHolder,
  name: string,
  membershipOf: (room: PublicRoomName) => MembershipStanding,
): RoomDecision {
  const parsed = parsePublicRoomName(name);
  if (!parsed) return { granted: false, code: 'room.unknown' };
  const { kind, id } = parsed;
  const channels = channelsFor(catalogue, holder, kind, id);
  const granted = { granted: true, name: publicRoomName(kind, id), channels } as const;
  switch (roomKinds[kind].access) {
    case 'automatic':
      return automaticIds(holder).some((own) => own[0] === kind && own[1] === id)
        ? { ...granted, automatic: true }
        : { granted: false, code: 'room.forbidden' };
    case 'permission':
      return channels.length > 0
        ? { ...granted, automatic: false }
        : { granted: false, code: 'room.forbidden' };
    case 'membership': {
      const standing = membershipOf(granted.name);
      if (standing === 'unknown') return { granted: false, code: 'room.membership-unavailable' };
      return standing === 'member' && channels.length > 0
        ? { ...granted, automatic: false }
        : { granted: false, code: 'room.forbidden' };
    }
  }
}

/** One channel for each permission held among those that events of the room's kind require. */
function channelsFor(catalogue: Catalogue, holder: RoomHolder, kind: RoomKind, id: string): Channel[] {
  const target = room(holder.organizationId, kind, id);
  return [...catalogue.permissionsOf(kind)]
    .filter((permission) => holder.permissions.has(permission))
    .map((permission) => channelOf(target, permission));
}

function automaticIds({ userId, organizationId, deviceId }: RoomHolder): [RoomKind, string][] {
  return [
    ['organization', organizationId],
    ['user', userId],
    ...(deviceId === null ? [] : [['device', deviceId] satisfies [RoomKind, string]]),
  ];
}
