import {
  type PublicRoomName,
  parsePublicRoomName,
  type RealtimeReady,
  roomKinds,
} from '@business-control/realtime-contracts';

/** The rooms this device was in before, as the gateway remembers it, that nobody here wants any more. */
export function unwantedRooms(
  { rooms }: Pick<RealtimeReady, 'rooms'>,
  wanted: ReadonlySet<string>,
): PublicRoomName[] {
  return rooms.filter((name) => !wanted.has(name) && !isAutomatic(name));
}

/** A kind of room that this client does not know is not left either. */
function isAutomatic(name: PublicRoomName): boolean {
  const parsed = parsePublicRoomName(name);
  return parsed === undefined || roomKinds[parsed.kind].access === 'automatic';
}
