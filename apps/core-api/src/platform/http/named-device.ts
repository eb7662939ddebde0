import type { Principal } from '@business-control/access-token';
import { DEVICE_HEADER, deviceIdIn, MAX_ID_LENGTH } from '@business-control/realtime-contracts';
import { RequestInvalid } from '../errors/request-invalid.js';
import { RuleViolated } from '../errors/rule-violated.js';

/** The device of the token is proven; the one that a request names only fills a blank, as the one of a handshake does. */
export function withNamedDevice(principal: Principal, named: string | undefined): Principal {
  if (named === undefined) return principal;
  const deviceId = deviceIdIn(named);
  if (!deviceId) {
    const message = `must have 1 to ${MAX_ID_LENGTH} characters, percent-encoded`;
    throw new RequestInvalid([{ path: DEVICE_HEADER, message }]);
  }
  if (principal.deviceId !== null && principal.deviceId !== deviceId) {
    throw new RuleViolated('auth.device-mismatch');
  }
  return { ...principal, deviceId };
}
