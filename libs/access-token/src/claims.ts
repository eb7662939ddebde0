import type { JWTPayload } from 'jose';
import { z } from 'zod';
import { AccessTokenError } from './access-token-error.js';
import type { Principal } from './principal.js';

/** What names a thing in rooms and rows; identity providers stay well below 200 characters. */
const id = z
  .string()
  .min(1)
  .max(200)
  .refine((value) => value.isWellFormed() && !value.includes('\0'), 'must be what a database can keep');
const names = z.array(z.string().min(1));

/** Claims as they are, under the names that identity providers give them. */
const claims = z.object({
  sub: id.optional(),
  user_id: id.optional(),
  org: id.optional(),
  organizationId: id.optional(),
  organization_id: id.optional(),
  dev: id.nullish(),
  deviceId: id.nullish(),
  device_id: id.nullish(),
  sid: id.nullish(),
  name: z.string().optional(),
  email: z.string().optional(),
  roles: names.default([]),
  permissions: names.default([]),
  exp: z.number(),
});

/** Whom verified claims speak for. Throws `auth.token-claims` when they do not say it. */
export function principalFrom(payload: JWTPayload): Principal {
  const { success, data, error } = claims.safeParse(payload);
  if (!success) throw refusal(`claim ${error.issues[0]?.path.join('.')} is not as expected`);
  const userId = data.sub ?? data.user_id;
  const organizationId = data.org ?? data.organizationId ?? data.organization_id;
  if (userId === undefined) throw refusal('no claim names the user');
  if (organizationId === undefined) throw refusal('no claim names the organization');
  return {
    userId,
    organizationId,
    deviceId: data.dev ?? data.deviceId ?? data.device_id ?? null,
    sessionId: data.sid ?? null,
    displayName: data.name ?? data.email ?? userId,
    roles: data.roles,
    permissions: data.permissions,
    expiresAt: data.exp * 1000,
  };
}

/** The claims that {@link principalFrom} reads back; the signer adds issuer, audience and times. */
export function claimsOf(principal: Omit<Principal, 'expiresAt'>): JWTPayload {
  const { userId, organizationId, deviceId, sessionId, displayName, roles, permissions } = principal;
  return {
    sub: userId,
    org: organizationId,
    ...(deviceId === null ? {} : { dev: deviceId }),
    ...(sessionId === null ? {} : { sid: sessionId }),
    name: displayName,
    roles: [...roles],
    permissions: [...permissions],
  };
}

function refusal(message: string): AccessTokenError {
  return new AccessTokenError('auth.token-claims', message);
}
