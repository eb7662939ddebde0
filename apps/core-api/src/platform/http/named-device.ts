import type { Principal } from '@business-control/access-token';
import { RequestInvalid } from '../errors/request-invalid.js';
import { RuleViolated } from '../errors/rule-violated.js';

/** Headers have no letters beyond those of ASCII, so the id is percent-encoded. */
export const DEVICE_HEADER = 'x-device-id';

export const MAX_DEVICE_ID_LENGTH = 200;

/** The device of the token is proven; the one that a request names only fills a blank, as the one of a handshake does. */
export function withNamedDevice(principal: Principal, named: string | undefined): Principal {
  if (named === undefined) return principal;
  const deviceId = decoded(named);
  if (!deviceId) {
    const message = `must have 1 to ${MAX_DEVICE_ID_LENGTH} characters, percent-encoded`;
    throw new RequestInvalid([{ path: DEVICE_HEADER, message }]);
  }
  if (principal.deviceId !== null && principal.deviceId !== deviceId) {
    throw new RuleViolated('auth.device-mismatch');
  }
  return { ...principal, deviceId };
}

/** `undefined` for what no device can be called. */
function decoded(named: string): string | undefined {
  try {
    const deviceId = decodeURIComponent(named);
    if (deviceId.length <= MAX_DEVICE_ID_LENGTH && !deviceId.includes('\0')) return deviceId;
  } catch {
    // Not percent-encoded.
  }
  return undefined;
}
