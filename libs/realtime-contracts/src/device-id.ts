import { isRoomId } from './rooms.js';

/** Names the device of a request to either app. Headers have no letters beyond those of ASCII, so the id is percent-encoded. */
export const DEVICE_HEADER = 'x-device-id';

/** Whether a device can be called so: it names a room, and it is kept in a database, which keeps no NUL. */
export function isDeviceId(id: string): boolean {
  return isRoomId(id) && !id.includes('\0');
}

/** Reads {@link DEVICE_HEADER}; `undefined` for what no device can be called. */
export function deviceIdIn(header: string): string | undefined {
  try {
    const id = decodeURIComponent(header);
    return isDeviceId(id) ? id : undefined;
  } catch {
    // Not percent-encoded.
    return undefined;
  }
}
