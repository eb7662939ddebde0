/**
 * How a socket gets into a room of a kind:
 * `automatic` from its token, `permission` by asking while holding a permission that an event of the
 * room kind uses, `membership` by asking core-api, which knows the members.
 */
export type RoomAccess = 'automatic' | 'permission' | 'membership';

/** The public rooms: the prefix clients write, what the id after it names, and who may join. */
export const roomKinds = {
  organization: { prefix: 'Organization', id: 'organizationId', access: 'automatic' },
  user: { prefix: 'user', id: 'userId', access: 'automatic' },
  device: { prefix: 'device', id: 'deviceId', access: 'automatic' },
  branch: { prefix: 'branch', id: 'branchId', access: 'permission' },
  workstation: { prefix: 'pos:workstation', id: 'posId', access: 'permission' },
  warehouse: { prefix: 'inventory:warehouse', id: 'warehouseId', access: 'permission' },
  order: { prefix: 'order', id: 'orderId', access: 'permission' },
  channel: { prefix: 'chat:channel', id: 'channelId', access: 'membership' },
  ticket: { prefix: 'chat:ticket', id: 'ticketId', access: 'membership' },
} as const satisfies Record<string, { prefix: string; id: string; access: RoomAccess }>;

/** What a room gathers: an organization, one person, one till, one conversation. */
export type RoomKind = keyof typeof roomKinds;

/** The name of a room as clients write it, e.g. `pos:workstation:42`. It carries no organization. */
export type PublicRoomName = `${(typeof roomKinds)[RoomKind]['prefix']}:${string}`;

declare const roomBrand: unique symbol;

/**
 * A room inside the gateway, `org:<organizationId>|<kind>:<id>`. Only {@link room} makes one, so a room
 * without an organization does not exist. Ids are percent-encoded: no id can forge a separator.
 */
export type Room = string & { readonly [roomBrand]: true };

/** Longest id accepted in a room name, in characters; identity providers stay well below (Firebase: 128). */
export const MAX_ID_LENGTH = 200;

/** Thrown when an id cannot name a room: empty, longer than 200 characters, or with half a surrogate pair. */
export class InvalidRoomId extends Error {
  override readonly name = 'InvalidRoomId';
}

/** The room of `kind` and `id` inside one organization. Throws {@link InvalidRoomId}. */
export function room(organizationId: string, kind: RoomKind, id: string): Room {
  return `org:${encodeId(organizationId)}|${kind}:${encodeId(id)}` as Room;
}

/** Whether a room belongs to the organization; no room belongs to an id that cannot name one. */
export function belongsTo(candidate: Room, organizationId: string): boolean {
  return isRoomId(organizationId) && candidate.startsWith(`org:${encodeId(organizationId)}|`);
}

/** What a client calls the room of `kind` and `id`; {@link parsePublicRoomName} reads it back. */
export function publicRoomName(kind: RoomKind, id: string): PublicRoomName {
  return `${roomKinds[kind].prefix}:${id}`;
}

/** Reads a public room name; `undefined` when the prefix is unknown or the id cannot name a room. */
export function parsePublicRoomName(name: string): { kind: RoomKind; id: string } | undefined {
  for (const [kind, { prefix }] of Object.entries(roomKinds) as [RoomKind, { prefix: string }][]) {
    if (!name.startsWith(`${prefix}:`)) continue;
    const id = name.slice(prefix.length + 1);
    return isRoomId(id) ? { kind, id } : undefined;
  }
  return undefined;
}

/** Whether an id can name a room: 1 to 200 characters of well-formed Unicode. */
export function isRoomId(id: string): boolean {
  return id.length > 0 && id.length <= MAX_ID_LENGTH && id.isWellFormed();
}

function encodeId(id: string): string {
  if (!isRoomId(id))
    throw new InvalidRoomId(`an id in a room has 1 to ${MAX_ID_LENGTH} well-formed characters`);
  return encodeURIComponent(id);
}
