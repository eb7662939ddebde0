import type { PresenceChanged, PresenceList } from '@business-control/realtime-contracts';

/** Who is connected, with which devices. */
export type Present = ReadonlyMap<string, ReadonlySet<string | null>>;

export function presentOf(users: PresenceList['users']): Present {
  return new Map(users.map(({ userId, devices }) => [userId, new Set(devices)]));
}

/** Somebody is there for as long as one of his devices is. */
export function afterPresence(
  present: Present,
  { userId, deviceId, status }: Pick<PresenceChanged, 'userId' | 'deviceId' | 'status'>,
): Present {
  const devices = new Set(present.get(userId));
  if (status === 'connected') devices.add(deviceId);
  else devices.delete(deviceId);
  const changed = new Map(present);
  if (devices.size > 0) changed.set(userId, devices);
  else changed.delete(userId);
  return changed;
}
