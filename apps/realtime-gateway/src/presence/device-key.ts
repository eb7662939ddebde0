import type { PresentDevice } from './presence.js';

/** One text for each device; ids are percent-encoded, so no id can forge the separator. */
export function deviceKeyOf({ userId, deviceId }: PresentDevice): string {
  return `${encodeURIComponent(userId)}|${deviceId === null ? '' : encodeURIComponent(deviceId)}`;
}

export function deviceOf(key: string): PresentDevice {
  const [userId = '', deviceId = ''] = key.split('|').map(decodeURIComponent);
  return { userId, deviceId: deviceId === '' ? null : deviceId };
}
